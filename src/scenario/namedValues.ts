import { isSecretName, replaceSecretMembers } from '../sim/redact.ts';

/** `"password": 12345678`. */
const NUMBER = /("([\w.-]{1,80})"\s*:\s*)(\d{4,})(?=\s*[,}\]])/g;
/** `<s:SessionID>…</`, in whatever namespace. */
const ELEMENT =
	/(<(?:[\w.-]{1,80}:)?([\w.-]{1,80})(?:\s[^<>]*)?>\s*(?:<!\[CDATA\[)?)([^<\s](?:[^<]*[^<\s])?)(?=(?:\]\]>)?\s*<)/g;
/** `password=…`, as it stands in forms, addresses and texts. */
const PAIR = /((?<![\w.-])([\w.-]{1,80})=)([^\s"'<>&#;,\\(){}[\]]+)/g;
/** `password="…"`, as in XML and texts: in JSON such a quotation mark ends a text. */
const QUOTED = /((?<![\w.-])([\w.-]{1,80})\s?=\s?["'])([^"'<>]+)(?=["'])/g;
/** A JSON Web Token, signed or encrypted. */
const JSON_WEB_TOKEN = /(?<![\w-])eyJ[\w-]{8,}(?:\.[\w-]*){2,4}/g;

/**
 * The text with others in place of values that say by their names or their shape that they are secret: in JSON, in XML,
 * in forms and addresses. What is JSON stays JSON when the others are words.
 */
export function replaceNamedValues(text: string, replace: (value: string) => string): string {
	const isJson = /^\s*[[{"]/.test(text);
	let replaced = replaceSecretMembers(text, (value) => (value === '' ? '' : replace(value)));
	replaced = replaceMatches(replaced, NUMBER, replace);
	replaced = replaceMatches(replaced, ELEMENT, (value) =>
		// It is none when a text of JSON ends in it.
		isJson && value.includes('"') ? value : replace(value),
	);
	replaced = replaceMatches(replaced, PAIR, replace);
	if (!isJson) replaced = replaceMatches(replaced, QUOTED, replace);
	return replaced.replace(JSON_WEB_TOKEN, replace);
}

/** Each pattern has three groups: what stands before the value, the name in it, and the value. */
function replaceMatches(text: string, pattern: RegExp, replace: (value: string) => string): string {
	let replaced = '';
	let end = 0;
	pattern.lastIndex = 0;
	for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
		const [all, start = '', name = '', value = ''] = found;
		if (isSecretMember(name)) {
			replaced += text.slice(end, found.index) + start + replace(value);
			end = found.index + all.length;
			// A value that is no secret may hold one: an address in a parameter of an address.
		} else pattern.lastIndex = found.index + start.length;
	}
	return end === 0 ? text : replaced + text.slice(end);
}

/** What detects attacks calls its rules signatures. */
function isSecretMember(name: string): boolean {
	return isSecretName(name) && !/(?:signature|sig)$/i.test(name);
}
