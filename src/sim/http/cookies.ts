import type { HttpReply, HttpRequest } from '../ports.ts';
import type { Run } from '../run.ts';

/** A cookie that a server sets. */
export interface Cookie {
	readonly name: string;
	readonly value: string;
}

/** The cookies that a response sets, but for those without a name. */
export function cookiesOf({ headers }: HttpReply): readonly Cookie[] {
	return headers
		.filter(([name]) => name.toLowerCase() === 'set-cookie')
		.map(([, text]) => cookieOf(text))
		.filter(({ name }) => name !== '');
}

/** Texts are searched, not matched: a server chooses them, and they may be long. */
function cookieOf(header: string): Cookie {
	const [pair = ''] = header.split(';', 1);
	const equals = pair.indexOf('=');
	const name = pair.slice(0, Math.max(0, equals)).trim();
	return { name, value: pair.slice(equals + 1).trim() };
}

/** Says when a request goes out without the cookies that its server has set: QRadar might send them back (U-14). */
export function noteMissingCookies({ url, headers }: HttpRequest, run: Run): void {
	if (run.cookieOrigins.size === 0 || !run.cookieOrigins.has(new URL(url).origin)) return;
	if (!headers.some(([name]) => name.toLowerCase() === 'cookie')) run.note(NOT_SENT_BACK);
}

/** Remembers who sets cookies, and what the server keeps a session with as a secret. */
export function learnCookies(reply: HttpReply, { url }: HttpRequest, run: Run): void {
	for (const { value } of cookiesOf(reply)) {
		run.cookieOrigins.add(new URL(url).origin);
		if (value.length >= 8) run.environment.redactor.learn(value);
	}
}

const NOT_SENT_BACK =
	'A server set cookies, and requests to it went out without them: whether QRadar sends cookies back by itself is not known. Assumed: it does not (V2_1 has RequestCookie for that).';
