import { charactersOfBytes, fromSpacedBase64 } from '../base/bytes.ts';
import type { Span } from '../base/span.ts';
import { levelsOf } from '../base/unescape.ts';
import { isSecretName } from '../sim/redact.ts';
import { replacePlaces, SecretFinder } from '../sim/secretFinder.ts';
import { derivedSecrets } from '../sim/secretsInAddress.ts';
import type { Exchange } from './exchange.ts';
import { replaceNamedValues } from './namedValues.ts';

/** Replaces secrets, each by the same placeholder wherever it stands. */
export interface Concealer {
	/**
	 * The text with every secret in it replaced, and what says by its name that it is one. One too short to be looked
	 * for inside of other texts is replaced where it is the whole text.
	 */
	conceal(text: string): string;
	/** The same for what is no text: only secrets that are known are looked for. */
	concealKnown(text: string): string;
	/** Where secrets that are known stand in an address, in the order of the text. */
	placesIn(url: string): readonly Span[];
	/** What stands for one whole secret. */
	placeholder(secret: string): string;
	/** Whether a header, parameter or member by that name holds a secret as a whole. */
	isSecretName(name: string): boolean;
}

/** Whether a text is a secret, or holds one. */
export function isSecret(text: string, { conceal }: Pick<Concealer, 'conceal'>): boolean {
	return conceal(text) !== text;
}

/** Conceals nothing. What is secret by its name may still be anything in a request. */
export const OPEN: Concealer = {
	conceal: (text) => text,
	concealKnown: (text) => text,
	placesIn: () => [],
	placeholder: (secret) => secret,
	isSecretName,
};

/** Shorter values of parameters, and shorter tokens, are not looked for inside of other texts. */
const GIVEN_LENGTH_MIN = 4;
const LEARNT_LENGTH_MIN = 8;

/**
 * Makes a concealer from secrets that are known, and those that a run has shown: what was sent as a credential,
 * cookies, and values with names such as `access_token`. All exchanges are looked at before anything is replaced, so a
 * token is concealed in the very response that brought it.
 */
export function createConcealer(
	given: readonly string[],
	exchanges: readonly Exchange[],
): Concealer {
	const secrets = new Set(given.filter(({ length }) => length >= GIVEN_LENGTH_MIN));
	for (const secret of given.flatMap(decodedBase64)) secrets.add(secret);
	const short = new Set(given.filter(({ length }) => length < GIVEN_LENGTH_MIN));
	for (const exchange of exchanges)
		for (const secret of secretsIn(exchange))
			if (secret.length >= LEARNT_LENGTH_MIN) secrets.add(secret);
	const finder = new SecretFinder();
	for (const secret of secrets) finder.add(secret);
	/** Of what an address made of secrets. */
	const wholes = new Map<string, string>();
	for (const { request } of exchanges)
		for (const [derived, secret] of derivedSecrets(request.url, finder))
			if (derived.length >= GIVEN_LENGTH_MIN && !secrets.has(derived))
				wholes.set(derived, DIGITS.test(derived) ? derived : secret);
	for (const derived of wholes.keys()) finder.add(derived);

	const names = new Map<string, string>();
	const placeholders = new Set<string>();
	const placeholder = (text: string) => {
		const secret = wholes.get(text) ?? text;
		const known = names.get(secret);
		if (known !== undefined || secret === '') return known ?? '';
		const name = nameFor(secret, names.size + 1);
		names.set(secret, name);
		placeholders.add(name);
		return name;
	};
	const concealKnown = (text: string) => replacePlaces(text, finder.find(text), placeholder);
	const conceal = (text: string) =>
		short.has(text)
			? placeholder(text)
			: replaceNamedValues(concealKnown(text), (value) =>
					placeholders.has(value) ? value : placeholder(value),
				);
	return {
		conceal,
		concealKnown,
		placesIn: (url) => finder.findInAddress(url),
		placeholder,
		isSecretName,
	};
}

const DIGITS = /^\d+$/;

/**
 * Letters and digits alone, for they stay the same in every encoding, and so many that they are Base64 too. Digits stay
 * digits of the same length, for they may stand in JSON without quotes.
 */
function nameFor(secret: string, number: number): string {
	if (!DIGITS.test(secret))
		return `redacted${String(number).padStart(number > 9_999 ? 8 : 4, '0')}`;
	return `9${String(number).padStart(secret.length - 1, '0')}`.slice(-secret.length);
}

function secretsIn({ request, outcome }: Exchange): string[] {
	const text = textOf(request.body);
	const found = [...namedIn(request.url), ...namedIn(text)];
	for (const [name, value] of request.headers) found.push(...credentialsOf(name, value));
	if (URL.canParse(request.url)) {
		const url = new URL(request.url);
		found.push(url.password, ...secretsOf(url.searchParams));
	}
	if (isForm(request)) found.push(...secretsOf(new URLSearchParams(text)));
	if ('fault' in outcome) return found;
	for (const [name, value] of outcome.headers)
		found.push(...credentialsOf(name, value), ...namedIn(value));
	found.push(...namedIn(textOf(outcome.body)));
	return found;
}

/** Of what is encoded as forms are, where a plus sign is a space. */
function secretsOf(parameters: URLSearchParams): string[] {
	return [...parameters].flatMap(([name, value]) => (isSecretName(name) ? [value] : []));
}

/** Whether a request brings a form in its body. */
export function isForm({ headers }: Exchange['request']): boolean {
	return headers.some(
		([name, value]) =>
			name.toLowerCase() === 'content-type' && /^application\/x-www-form-urlencoded/i.test(value),
	);
}

/** What says that it is secret, also behind escapes, where quotation marks show that it is something else. */
function namedIn(text: string): string[] {
	const found: string[] = [];
	for (const level of levelsOf(text))
		replaceNamedValues(level.text, (value) => {
			if (level.text === text || !/["{}[\]<>]/.test(value)) found.push(value);
			return value;
		});
	return found;
}

function textOf(body: string | Uint8Array | undefined): string {
	return typeof body === 'string' ? body : new TextDecoder().decode(body);
}

/** What a header holds that lets somebody in. */
function credentialsOf(name: string, value: string): string[] {
	const lower = name.toLowerCase();
	if (lower === 'cookie') return value.split(';').map(cookieValue);
	if (lower === 'set-cookie') return [cookieValue(value.split(';', 1)[0] ?? '')];
	if (!isSecretName(name)) return [];
	const [, scheme = '', rest = ''] = /^(\S+)\s+(.*)$/s.exec(value) ?? [];
	if (!lower.endsWith('authorization') || rest === '') return [value];
	return /^basic$/i.test(scheme) ? [rest, ...passwordOf(rest)] : [rest];
}

/** What a secret in Base64 is when that is undone, where it is text. */
function decodedBase64(secret: string): string[] {
	const bytes = secret.length < LEARNT_LENGTH_MIN ? undefined : fromSpacedBase64(secret);
	const text = bytes === undefined ? '' : charactersOfBytes(bytes);
	return /^[ -~]{6,}$/.test(text) ? [text] : [];
}

function cookieValue(cookie: string): string {
	return cookie.slice(cookie.indexOf('=') + 1).trim();
}

function passwordOf(basic: string): string[] {
	const bytes = fromSpacedBase64(basic);
	if (bytes === undefined) return [];
	const text = new TextDecoder().decode(bytes);
	return [text.slice(text.indexOf(':') + 1)];
}
