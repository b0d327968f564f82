import { javaUriFault } from '../java/uri.ts';
import { cookiesOf } from './http/cookies.ts';
import type { Http, HttpFault, HttpReply, HttpRequest } from './ports.ts';

/** What is not known of redirects. */
export interface RedirectOptions {
	/** What becomes of credentials when a redirect leads to another origin. Default `dropped`. */
	readonly redirectCredentials?: 'dropped' | 'kept' | undefined;
	/** What becomes of cookies that a redirect sets. Default `ignored`. */
	readonly redirectCookies?: 'ignored' | 'sent' | undefined;
	/** Told when one of them made a difference. */
	readonly consulted?: ((key: 'redirectCredentials' | 'redirectCookies') => void) | undefined;
}

/**
 * The same port, following redirects as the product does, over a network or into an API in a box.
 * Source: Apache HttpClient 4, DefaultRedirectStrategy and RedirectExec.
 */
export function followRedirects(http: Http, options: RedirectOptions = {}): Http {
	return {
		async send(request, signal) {
			const redirects = new Redirects(options);
			for (let current = request; ; ) {
				const result = await http.send(current, signal);
				if (!result.ok) return result;
				const next = redirects.follow(current, result.reply);
				if (next === undefined) return result;
				if (!next.ok) return next;
				current = next.request;
			}
		},
	};
}

/** The request that a redirect asks for, or why it cannot be followed. */
type Redirected =
	| { readonly ok: true; readonly request: HttpRequest }
	| { readonly ok: false; readonly fault: HttpFault };

/** Source: Apache HttpClient 4, RequestConfig. */
const REDIRECTS_MAX = 50;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** Meant for the origin that they were sent to. */
const CREDENTIALS = new Set(['authorization', 'cookie', 'host']);

/** The redirects of one request. */
class Redirects {
	readonly #options: RedirectOptions;
	readonly #visited = new Set<string>();
	/** By host and name. */
	readonly #cookies = new Map<string, Map<string, string>>();
	/** The header with them, as it was added to the request before. */
	#added: HttpRequest['headers'][number] | undefined;

	constructor(options: RedirectOptions) {
		this.#options = options;
	}

	/**
	 * The next request when a reply is a redirect that is followed: of a GET each, of other methods only "see other".
	 * It is always a GET without a body. Undefined when the reply is the answer.
	 */
	follow(request: HttpRequest, reply: HttpReply): Redirected | undefined {
		const { status } = reply;
		if (!REDIRECTS.has(status) || (request.method !== 'GET' && status !== 303)) return undefined;
		const url = new URL(request.url);
		const location = reply.headers.find(([name]) => name.toLowerCase() === 'location')?.[1].trim();
		if (location === undefined)
			return status === 302 ? undefined : refused(`"${url.host}" ${withoutAddress(status)}`);
		const target = targetOf(location, url);
		if (target === undefined)
			return refused(
				`"${url.host}" redirected to "${shownLocation(location)}", which is no web address, or not encoded as one must be. Check the address in the workflow; if it is right, the fault is the server's.`,
			);
		target.hash = '';
		if (this.#visited.has(target.href))
			return refused(
				`"${url.host}" redirects in a circle: it leads back to ${shownAddress(target)}. Often that is a login that waits for cookies: check the address and the credentials.`,
			);
		if (this.#visited.size === REDIRECTS_MAX)
			return refused(
				`"${url.host}" redirected more than ${REDIRECTS_MAX} times, at last to ${shownAddress(target)}. Check the address and the credentials.`,
			);
		this.#visited.add(target.href);
		this.#keepCookies(reply, url.hostname);
		return { ok: true, request: this.#next(request, url, target) };
	}

	/** The type of a body does not go on; without a body it is a header like any other. */
	#next({ body, ...request }: HttpRequest, url: URL, target: URL): HttpRequest {
		const own = request.headers.filter(
			(header) =>
				header !== this.#added &&
				(body === undefined || header[0].toLowerCase() !== 'content-type'),
		);
		const headers = target.origin === url.origin ? own : this.#elsewhere(own);
		return {
			...request,
			method: 'GET',
			url: target.href,
			headers: this.#withCookies(headers, target),
		};
	}

	#withCookies(headers: HttpRequest['headers'], { hostname }: URL): HttpRequest['headers'] {
		const cookies = this.#cookies.get(hostname);
		if (cookies === undefined) return headers;
		this.#options.consulted?.('redirectCookies');
		if (this.#options.redirectCookies !== 'sent') return headers;
		this.#added = ['Cookie', [...cookies.values()].join('; ')];
		return [...headers, this.#added];
	}

	/** The headers that go on to another origin. */
	#elsewhere(own: HttpRequest['headers']): HttpRequest['headers'] {
		const mayGoOn = own.filter(([name]) => !CREDENTIALS.has(name.toLowerCase()));
		if (mayGoOn.length === own.length) return own;
		this.#options.consulted?.('redirectCredentials');
		return this.#options.redirectCredentials === 'kept' ? own : mayGoOn;
	}

	/** Whole hosts, whatever Domain and Path say: a redirect sets what its target is to have. */
	#keepCookies(reply: HttpReply, host: string): void {
		const cookies = this.#cookies.get(host) ?? new Map<string, string>();
		for (const { name, value } of cookiesOf(reply))
			this.#cookies.set(host, cookies.set(name, `${name}=${value}`));
	}
}

/**
 * Where a Location leads. What Java's URI class does not read leads nowhere: browsers would mend it. A header arrives
 * as ISO-8859-1, so in a path characters beyond ASCII are bytes, and bytes they stay. Recorded from Apache HttpClient.
 */
function targetOf(location: string, from: URL): URL | undefined {
	const isSchemeAlone = /^[a-z][a-z0-9+.-]*:(?!\/\/[^/?#])/i.test(location);
	if (isSchemeAlone || javaUriFault(location) !== undefined) return undefined;
	const encoded = location.replace(/^[^?#]+/, (path) =>
		path.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`),
	);
	const target = URL.canParse(encoded, from.href) ? new URL(encoded, from) : undefined;
	return target !== undefined && /^https?:$/.test(target.protocol) ? target : undefined;
}

/** Source: product message in IBM's issues. Apache HttpClient throws it for redirects it cannot follow. */
const PRODUCT_MESSAGE = 'Client Protocol Exception: null';

function refused(message: string): Redirected {
	return { ok: false, fault: { kind: 'redirects', message, productMessage: PRODUCT_MESSAGE } };
}

function withoutAddress(status: number): string {
	return `answered ${status}, which is a redirect, and did not say where to: there is no Location header. The fault is the server's: ask who runs it.`;
}

/** Queries often hold credentials. */
function shownAddress({ origin, pathname }: URL): string {
	return shownLocation(origin + pathname);
}

function shownLocation(location: string): string {
	const shown = location.split(/[?#]/, 1)[0] ?? '';
	return shown.length > 100 ? `${shown.slice(0, 100)}…` : shown;
}
