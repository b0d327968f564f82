import type { HttpReply, HttpRequest } from '../ports.ts';
import type { Run } from '../run.ts';
import { cookieOf } from '../setCookie.ts';

/** Says when a request goes out without the cookies that its server has set: QRadar might send them back (U-14). */
export function noteMissingCookies({ url, headers }: HttpRequest, run: Run): void {
	if (run.cookieOrigins.size === 0 || !run.cookieOrigins.has(new URL(url).origin)) return;
	if (!headers.some(([name]) => name.toLowerCase() === 'cookie')) run.note(NOT_SENT_BACK);
}

/** Remembers who sets cookies, and what the server keeps a session with as a secret. */
export function learnCookies(reply: HttpReply, { url }: HttpRequest, run: Run): void {
	for (const [name, text] of reply.headers) {
		if (name.toLowerCase() !== 'set-cookie') continue;
		run.cookieOrigins.add(new URL(url).origin);
		const value = cookieOf(text)?.value ?? '';
		if (value.length >= 8) run.environment.redactor.learn(value);
	}
}

const NOT_SENT_BACK =
	'A server set cookies, and requests to it went out without them: whether QRadar sends cookies back by itself is not known. Assumed: it does not (V2_1 has RequestCookie for that).';
