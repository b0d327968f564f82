import type { HttpFault, HttpReply, HttpRequest } from '../sim/ports.ts';

/** The request that a redirect asks for, or why it cannot be followed. */
export type Redirected =
	| { readonly ok: true; readonly request: HttpRequest }
	| { readonly ok: false; readonly fault: HttpFault };

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Never carried to another origin: they were meant for the first. */
const CREDENTIALS = new Set(['authorization', 'cookie', 'proxy-authorization', 'host']);

/**
 * The next request when a reply redirects a GET; undefined when there is nothing to follow. Other methods get
 * the redirect itself as their reply. Source: Apache HttpClient 4, DefaultRedirectStrategy.
 */
export function redirectOf(
	request: HttpRequest,
	url: URL,
	reply: HttpReply,
): Redirected | undefined {
	if (request.method !== 'GET' || !REDIRECTS.has(reply.status)) return undefined;
	const location = reply.headers.findLast(([name]) => name.toLowerCase() === 'location')?.[1];
	if (location === undefined || location === '') return undefined;
	const target = URL.canParse(location, url.href) ? new URL(location, url) : undefined;
	if (target === undefined || !/^https?:$/.test(target.protocol))
		return {
			ok: false,
			fault: {
				kind: 'redirects',
				message: `"${url.host}" redirected to something that is not a web address.`,
			},
		};
	const keepsBody = reply.status === 307 || reply.status === 308;
	const isSameOrigin = target.origin === url.origin;
	const headers = request.headers.filter(([name]) => {
		const lower = name.toLowerCase();
		if (!isSameOrigin && CREDENTIALS.has(lower)) return false;
		return keepsBody || !lower.startsWith('content-');
	});
	const { body, ...rest } = request;
	return {
		ok: true,
		request: {
			...rest,
			url: target.href,
			headers,
			...(keepsBody && body !== undefined ? { body } : {}),
		},
	};
}
