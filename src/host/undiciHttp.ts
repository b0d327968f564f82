import type { Agent, Dispatcher } from 'undici';
import type { Http, HttpFault, HttpReply, HttpRequest, HttpResult } from '../sim/ports.ts';
import { TIMER_MS_MAX } from './deadline.ts';
import type { HostPolicy } from './hostPolicy.ts';
import { decodeBody } from './httpBody.ts';
import { type ExchangeResult, exchange } from './httpExchange.ts';
import { bodyTooLargeFault } from './httpFault.ts';
import { type Redirected, redirectOf } from './httpRedirect.ts';
import { type Route, routedOrigin } from './httpRoute.ts';
import type { ProxyAddress } from './proxyAddress.ts';
import { proxyToken } from './proxyFault.ts';
import { createTrust, TLS_PROTOCOLS, type TlsReading, tlsVersions } from './tlsOptions.ts';

const REDIRECTS_MAX = 20;

export interface HttpOptions {
	/** How long a server may keep silent: before it accepts, before it answers, and between parts of its body. */
	readonly timeoutMs?: number;
	readonly routes?: readonly Route[];
	/** Which hosts may be called; all when absent. Hosts with a route are named by the person, so always allowed. */
	readonly hostPolicy?: HostPolicy;
	readonly proxy?: ProxyAddress;
	/** Further authorities to trust, each as PEM. */
	readonly certificateAuthorities?: readonly string[];
	/** What the protocol of SSLConfiguration means: the newest TLS version (default), or the oldest. */
	readonly tlsReading?: TlsReading;
}

/** HTTP over the network. */
export interface NetworkHttp extends Http {
	/** Ends every connection. */
	close(): Promise<void>;
}

/**
 * Sends requests over real connections, kept open between requests. GET follows redirects, as the product's
 * HTTP client does; bodies are decompressed. Undici is loaded when the first request is sent.
 */
export function createUndiciHttp(options: HttpOptions = {}): NetworkHttp {
	const dispatchers = new Map<string, Promise<Dispatcher>>();
	const timeoutMs = options.timeoutMs ?? 60_000;
	const routes = options.routes ?? [];

	const dispatcherFor = (tls: HttpRequest['tls'], target: string): Promise<Dispatcher> => {
		const isSecure = target.startsWith('https:');
		const key = isSecure ? `${tls.protocol} ${tls.allowUntrustedServerCertificate}` : 'plain';
		let dispatcher = dispatchers.get(key);
		dispatcher ??= createDispatcher(options, isSecure ? tls : undefined, timeoutMs);
		dispatchers.set(key, dispatcher);
		return dispatcher;
	};

	const sendOnce = async (
		request: HttpRequest,
		url: URL,
		signal: AbortSignal | undefined,
	): Promise<ExchangeResult> => {
		const target = routedOrigin(url.origin, routes);
		const fault = refusal(request, url, target, options);
		if (fault !== undefined) return { ok: false, fault };
		const headers = completeHeaders(request.headers, url.host);
		const path = pathOf(request.url, url);
		// Assumed: as Apache HttpClient does it, plain for http and through a tunnel for https.
		const proxy = target.startsWith('http:') ? options.proxy : undefined;
		const token = proxy && proxyToken(proxy);
		if (token !== undefined) headers.push('Proxy-Authorization', token);
		return await exchange({
			dispatcher: await dispatcherFor(request.tls, target),
			origin: proxy === undefined ? target : `http://${proxyName(proxy)}`,
			path: proxy === undefined ? path : target + path,
			method: request.method,
			headers,
			body: request.body,
			host: url.host,
			proxy: proxyName(options.proxy),
			timeoutMs,
			bodyBytesMax: request.bodyBytesMax,
			signal,
		});
	};

	return {
		async send(request, signal) {
			let current = request;
			for (let redirects = 0; ; redirects++) {
				const url = addressOf(current.url);
				if (url === undefined) return invalidUrl(current.url);
				const result = await sendOnce(current, url, signal);
				if (!result.ok) return result;
				const next: Redirected | undefined = redirectOf(current, url, result.reply);
				if (next === undefined) return await decodeReply(result.reply, request, url.host);
				if (!next.ok) return { ok: false, fault: next.fault };
				if (redirects === REDIRECTS_MAX) return tooManyRedirects(url.host);
				current = next.request;
			}
		},
		async close() {
			const all = await Promise.all(dispatchers.values());
			dispatchers.clear();
			await Promise.all(all.map((dispatcher) => dispatcher.destroy()));
		},
	};
}

async function createDispatcher(
	options: HttpOptions,
	tls: HttpRequest['tls'] | undefined,
	timeoutMs: number,
): Promise<Dispatcher> {
	const undici = await import('./undici.ts');
	const timeout = Math.min(timeoutMs, TIMER_MS_MAX);
	return new undici.Agent({
		connect: await connectorFor(options, tls, timeout),
		// A workflow sends one request at a time, and they shall share a connection.
		connections: 1,
		keepAliveTimeout: 30_000,
		headersTimeout: 0,
		bodyTimeout: 0,
	});
}

async function connectorFor(
	options: HttpOptions,
	tls: HttpRequest['tls'] | undefined,
	timeoutMs: number,
): Promise<NonNullable<Agent.Options['connect']>> {
	if (tls === undefined) return { timeout: timeoutMs };
	const secure = tlsConnect(tls, options);
	if (options.proxy === undefined) return { timeout: timeoutMs, ...secure };
	const { createTunnel } = await import('./proxyTunnel.ts');
	return createTunnel(options.proxy, secure, timeoutMs);
}

function tlsConnect(tls: HttpRequest['tls'], options: HttpOptions) {
	return {
		rejectUnauthorized: !tls.allowUntrustedServerCertificate,
		secureContext: createTrust(
			tlsVersions(tls.protocol, options.tlsReading) ?? {},
			options.certificateAuthorities ?? [],
		),
	};
}

function proxyName(proxy: ProxyAddress | undefined): string | undefined {
	return proxy === undefined ? undefined : `${proxy.host}:${proxy.port}`;
}

/** Why a request must not be sent at all, if so. */
function refusal(
	request: HttpRequest,
	url: URL,
	target: string,
	options: HttpOptions,
): HttpFault | undefined {
	const host = url.hostname;
	if (target === url.origin && options.hostPolicy?.(host) === false)
		return {
			kind: 'host-not-allowed',
			message: `The request was not sent: neither the workflow nor its parameters name the host "${host}", so a response chose it. If that is right, add --allow-host ${host}.`,
		};
	if (tlsVersions(request.tls.protocol) === undefined && target.startsWith('https:'))
		return {
			kind: 'tls',
			message: `SSLConfiguration asks for the protocol "${request.tls.protocol}". Known are ${TLS_PROTOCOLS.join(', ')}.`,
		};
	return undefined;
}

/** A scheme written twice parses as a host called "https", which nobody means. */
function addressOf(text: string): URL | undefined {
	if (!URL.canParse(text) || /^https?:\/\/https?:/i.test(text)) return undefined;
	const url = new URL(text);
	return /^https?:$/.test(url.protocol) ? url : undefined;
}

/** What stands in the address goes on the wire as it is, where HTTP can carry it. */
function pathOf(text: string, url: URL): string {
	const match = /^[a-z]+:\/\/[^/?#]+([^#]*)/i.exec(text);
	const path = match?.[1] ?? '';
	if (!/^[\x21-\x7e]*$/.test(path)) return url.pathname + url.search;
	return path.startsWith('/') ? path : `/${path}`;
}

/** Adds what the product's HTTP client adds by itself. Source: Apache HttpClient 4, default interceptors. */
function completeHeaders(headers: HttpRequest['headers'], host: string): string[] {
	const names = new Set(headers.map(([name]) => name.toLowerCase()));
	const complete = names.has('host') ? [] : ['Host', host];
	for (const [name, value] of headers) complete.push(name, value);
	if (!names.has('accept-encoding')) complete.push('Accept-Encoding', 'gzip,deflate');
	return complete;
}

async function decodeReply(
	reply: HttpReply & { readonly body: Uint8Array },
	request: HttpRequest,
	host: string,
): Promise<HttpResult> {
	const encodings = reply.headers.filter(([name]) => name.toLowerCase() === 'content-encoding');
	if (encodings.length === 0) return { ok: true, reply };
	const encoding = encodings.map(([, value]) => value).join(',');
	const decoded = await decodeBody(reply.body, encoding, request.bodyBytesMax);
	if (decoded.ok) return { ok: true, reply: { ...reply, body: decoded.body } };
	if (decoded.kind === 'too-large')
		return { ok: false, fault: bodyTooLargeFault(host, request.bodyBytesMax) };
	const message = `"${host}" says its answer is packed with ${decoded.encoding}, but it cannot be unpacked.`;
	return { ok: false, fault: { kind: 'other', message } };
}

/** Source: product message "Client Protocol Exception: null", issue 283 of IBM's public workflow repository. */
const PRODUCT_PROTOCOL_MESSAGE = 'Client Protocol Exception: null';

function invalidUrl(text: string): HttpResult {
	const shown = text.split('?', 1)[0] ?? '';
	return {
		ok: false,
		fault: {
			kind: 'invalid-url',
			message: `"${shown}" is not an address: it must begin with https:// or http://, once, and name a host.`,
			productMessage: PRODUCT_PROTOCOL_MESSAGE,
		},
	};
}

function tooManyRedirects(host: string): HttpResult {
	return {
		ok: false,
		fault: {
			kind: 'redirects',
			message: `"${host}" redirected more than ${REDIRECTS_MAX} times. The redirects probably go round in a circle.`,
			productMessage: PRODUCT_PROTOCOL_MESSAGE,
		},
	};
}
