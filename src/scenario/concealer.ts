import { formsOf, isSecretName, replaceSecretMembers } from '../sim/redact.ts';
import type { Exchange } from './exchange.ts';

/** Replaces secrets, each by the same placeholder wherever it stands. */
export interface Concealer {
	/** The text with every secret in it replaced. */
	conceal(text: string): string;
	/** The same for a body, in which members say by their names that they are secret. */
	concealBody(text: string): string;
	/** What stands for one whole secret, also for one too short to be looked for inside of other texts. */
	placeholder(secret: string): string;
	/** Whether a header, parameter or member by that name holds a secret as a whole. */
	isSecretName(name: string): boolean;
}

/** Conceals nothing. */
export const OPEN: Concealer = {
	conceal: (text) => text,
	concealBody: (text) => text,
	placeholder: (secret) => secret,
	isSecretName: () => false,
};

/** Shorter values of parameters, and shorter tokens, are not looked for inside of other texts. */
const GIVEN_LENGTH_MIN = 4;
const LEARNT_LENGTH_MIN = 8;

/**
 * Makes a concealer from secrets that are known, and those that a run has shown: what was sent as a credential,
 * cookies, and members and parameters with names such as `access_token`. All exchanges are looked at before anything
 * is replaced, so a token is concealed in the very response that brought it.
 */
export function createConcealer(
	given: readonly string[],
	exchanges: readonly Exchange[],
): Concealer {
	const secrets = new Set(given.filter(({ length }) => length >= GIVEN_LENGTH_MIN));
	for (const exchange of exchanges)
		for (const secret of secretsIn(exchange))
			if (secret.length >= LEARNT_LENGTH_MIN) secrets.add(secret);

	const names = new Map<string, string>();
	const placeholder = (secret: string) => {
		const known = names.get(secret);
		if (known !== undefined || secret === '') return known ?? '';
		const name = nameFor(secret, names.size + 1);
		names.set(secret, name);
		return name;
	};
	const byForm = new Map<string, string>();
	for (const secret of secrets)
		for (const form of formsOf(secret))
			if (!byForm.has(form)) byForm.set(form, placeholder(secret));
	const forms = [...byForm.keys()].sort((a, b) => b.length - a.length);
	const pattern = new RegExp(
		forms.map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|'),
		'g',
	);
	const conceal = (text: string) =>
		forms.length === 0 ? text : text.replace(pattern, (form) => byForm.get(form) ?? '');
	const placeholders = () => new Set(names.values());
	return {
		conceal,
		concealBody(text) {
			const known = placeholders();
			return replaceSecretMembers(conceal(text), (value) =>
				known.has(value) ? value : placeholder(value),
			);
		},
		placeholder,
		isSecretName,
	};
}

/** Digits stay digits of the same length, for they may stand in JSON without quotes. */
function nameFor(secret: string, number: number): string {
	if (!/^\d+$/.test(secret)) return `redacted-${number}`;
	return `9${String(number).padStart(secret.length - 1, '0')}`.slice(-secret.length);
}

function secretsIn({ request, outcome }: Exchange): string[] {
	const found: string[] = [];
	for (const [name, value] of request.headers) found.push(...credentialsOf(name, value));
	if (URL.canParse(request.url)) {
		const url = new URL(request.url);
		found.push(url.password);
		for (const [name, value] of url.searchParams) if (isSecretName(name)) found.push(value);
	}
	found.push(...secretsInBody(request.body, request.headers));
	if ('fault' in outcome) return found;
	for (const [name, value] of outcome.headers) found.push(...credentialsOf(name, value));
	found.push(...secretsInBody(outcome.body, outcome.headers));
	return found;
}

/** What a header holds that lets somebody in. */
export function credentialsOf(name: string, value: string): string[] {
	const lower = name.toLowerCase();
	if (lower === 'cookie') return value.split(';').map(cookieValue);
	if (lower === 'set-cookie') return [cookieValue(value.split(';', 1)[0] ?? '')];
	if (!isSecretName(name)) return [];
	const [, scheme = '', rest = ''] = /^(\S+)\s+(.*)$/s.exec(value) ?? [];
	if (!lower.endsWith('authorization') || rest === '') return [value];
	return /^basic$/i.test(scheme) ? [rest, ...passwordOf(rest)] : [rest];
}

function cookieValue(cookie: string): string {
	return cookie.slice(cookie.indexOf('=') + 1).trim();
}

function passwordOf(basic: string): string[] {
	try {
		const bytes = Uint8Array.from(atob(basic), (character) => character.charCodeAt(0));
		const text = new TextDecoder().decode(bytes);
		return [text.slice(text.indexOf(':') + 1)];
	} catch {
		return [];
	}
}

function secretsInBody(
	body: string | Uint8Array | undefined,
	headers: readonly (readonly [name: string, value: string])[],
): string[] {
	if (body === undefined || body.length === 0) return [];
	const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
	const isForm = headers.some(
		([name, value]) =>
			name.toLowerCase() === 'content-type' && /^application\/x-www-form-urlencoded/i.test(value),
	);
	if (!isForm) {
		const found: string[] = [];
		replaceSecretMembers(text, (value) => {
			found.push(value);
			return value;
		});
		return found;
	}
	return [...new URLSearchParams(text)]
		.filter(([name]) => isSecretName(name))
		.map(([, value]) => value);
}
