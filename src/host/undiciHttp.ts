import { TLSSocket } from 'node:tls';
import type { Agent, buildConnector, Dispatcher } from 'undici';
import { requestTargetOf } from '../base/requestTarget.ts';
import { unpackedHeaders } from '../base/unpack.ts';
import type { Http, HttpFault, HttpRequest, HttpResult } from '../sim/ports.ts';
import { followRedirects } from '../sim/redirects.ts';
import { bodyTooLargeFault, closedFault, unpackFault } from './answerFault.ts';
import { DEFAULT_HOST_BEHAVIOUR, type HostBehaviour } from './behaviour.ts';
import { TIMER_MS_MAX } from './deadline.ts';
import type { HostPolicy } from './hostPolicy.ts';
import { decodeBody } from './httpBody.ts';
import { type ExchangeResult, exchange, type ReceivedReply } from './httpExchange.ts';
import { HEADER_BYTES_MAX, PRODUCT_PROTOCOL_MESSAGE } from './httpFault.ts';
import { completeHeaders, headerFault, mayHaveBody } from './httpHeaders.ts';
import { type Route, routedOrigin } from './httpRoute.ts';
import type { ProxyAddress } from './proxyAddress.ts';
import { proxyToken } from './proxyFault.ts';
import {
	createTrust,
	dependsOnReading,
	isAmbiguous,
	offerText,
	protocolFault,
	tlsVersions,
} from './tlsOptions.ts';

/** Source: Apache HttpClient 4, DefaultHttpRequestRetryHandler. */
const RETRIES_MAX = 3;

export interface HttpOptions {
	/** How long a server may keep silent: before it accepts, before it answers, and between parts of its body. */
	readonly timeoutMs?: number;
	readonly routes?: readonly Route[];
	/** Which hosts may be called; all when absent. Hosts with a route are named by the person, so always allowed. */
	readonly hostPolicy?: HostPolicy;
	readonly proxy?: ProxyAddress;
	/** Further authorities to trust, each as PEM. */
	readonly certificateAuthorities?: readonly string[];
	readonly behaviour?: Partial<HostBehaviour>;
	/** Called when a choice of the behaviour made a difference. */
	readonly consulted?: (key: keyof HostBehaviour) => void;
}

/** HTTP over the network. */
export interface NetworkHttp extends Http {
	/** Ends every connection. */
	close(): Promise<void>;
}

/**
 * Sends requests over real connections, kept open between requests. Redirects are followed and connections that were
 * closed without an answer are made again, as the product's HTTP client does it; bodies are decompressed. Undici is
 * loaded when the first request is sent.
 */
export function createUndiciHttp(options: HttpOptions = {}): NetworkHttp {
	const dispatchers = new Map<string, Promise<Dispatcher>>();
	const timeoutMs = options.timeoutMs ?? 60_000;
	const routes = options.routes ?? [];
	const behaviour = { ...DEFAULT_HOST_BEHAVIOUR, ...options.behaviour };

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
		const path = requestTargetOf(request.url, url);
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

	/** A connection that is kept open may be closed at the moment when it is used again: that is nobody's fault. */
	const sendPatiently = async (
		request: HttpRequest,
		url: URL,
		signal: AbortSignal | undefined,
	): Promise<ExchangeResult> => {
		const triesMax = mayHaveBody(request) ? 1 : 1 + RETRIES_MAX;
		for (let tries = 1; ; tries++) {
			const result = await sendOnce(request, url, signal);
			if (result.ok || result.closed === undefined) return result;
			if (result.closed.receivedBytes !== undefined || tries === triesMax) {
				const between = { host: url.host, proxy: proxyName(options.proxy) };
				return { ok: false, fault: closedFault(between, result.closed, tries) };
			}
		}
	};

	/** With what was offered, where a server speaks none of it. */
	const explained = (
		{ fault, isVersionMismatch = false }: Extract<ExchangeResult, { readonly ok: false }>,
		{ tls: { protocol } }: HttpRequest,
	): HttpFault => {
		const versions = tlsVersions(protocol, behaviour.tlsProtocol);
		if (fault.kind !== 'tls' || (versions !== undefined && !isVersionMismatch)) return fault;
		if (isAmbiguous(protocol)) options.consulted?.('tlsProtocol');
		const offer = versions === undefined ? '' : ` ${offerText(versions)}`;
		return { ...fault, message: fault.message + offer };
	};

	/** Whether a body stays as it came. */
	const leavesPacked = (encoding: string): boolean => {
		if (!/\bbr\b/i.test(encoding)) return false;
		options.consulted?.('brotliBody');
		return behaviour.brotliBody === 'as-it-is';
	};

	const http = followRedirects(
		{
			async send(request, signal) {
				const url = addressOf(request.url);
				if (url === undefined) return invalidUrl(request.url);
				const result = await sendPatiently(request, url, signal);
				if (!result.ok) {
					if (result.refusal === undefined) return { ok: false, fault: explained(result, request) };
					options.consulted?.('refusedTunnel');
					return behaviour.refusedTunnel === 'answer'
						? await decodeReply(result.refusal, request, url.host, leavesPacked)
						: { ok: false, fault: result.fault };
				}
				return await decodeReply(result.reply, request, url.host, leavesPacked);
			},
		},
		{ ...behaviour, consulted: options.consulted },
	);

	return {
		send: http.send,
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
		maxHeaderSize: HEADER_BYTES_MAX,
	});
}

async function connectorFor(
	options: HttpOptions,
	tls: HttpRequest['tls'] | undefined,
	timeoutMs: number,
): Promise<NonNullable<Agent.Options['connect']>> {
	if (tls === undefined) return { timeout: timeoutMs };
	const secure = tlsConnect(tls, options);
	return withVersionNoted(await secureConnector(options, secure, timeoutMs), (version) => {
		if (dependsOnReading(tls.protocol, version)) options.consulted?.('tlsProtocol');
	});
}

async function secureConnector(
	options: HttpOptions,
	secure: ReturnType<typeof tlsConnect>,
	timeoutMs: number,
): Promise<buildConnector.connector> {
	if (options.proxy === undefined) {
		const undici = await import('./undici.ts');
		return undici.buildConnector({ timeout: timeoutMs, ...secure });
	}
	const { createTunnel } = await import('./proxyTunnel.ts');
	const readsRefusals = options.behaviour?.refusedTunnel === 'answer';
	return createTunnel(options.proxy, secure, { timeoutMs, readsRefusals });
}

/** Tells the TLS version of each connection. */
function withVersionNoted(
	connect: buildConnector.connector,
	note: (version: string | null) => void,
): buildConnector.connector {
	return (place, callback) =>
		connect(place, (...result) => {
			const [, socket] = result;
			if (socket instanceof TLSSocket) note(socket.getProtocol());
			callback(...result);
		});
}

function tlsConnect(tls: HttpRequest['tls'], options: HttpOptions) {
	return {
		rejectUnauthorized: !tls.allowUntrustedServerCertificate,
		secureContext: createTrust(
			tlsVersions(tls.protocol, options.behaviour?.tlsProtocol) ?? {},
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
	const isSecure = target.startsWith('https:');
	return (
		(isSecure ? protocolFault(request.tls.protocol, options.behaviour?.tlsProtocol) : undefined) ??
		headerFault(request, url.host)
	);
}

/** A scheme written twice parses as a host called "https", which nobody means. */
function addressOf(text: string): URL | undefined {
	if (!URL.canParse(text) || /^https?:\/\/https?:/i.test(text)) return undefined;
	const url = new URL(text);
	return /^https?:$/.test(url.protocol) ? url : undefined;
}

async function decodeReply(
	reply: ReceivedReply,
	request: HttpRequest,
	host: string,
	leavesPacked: (encoding: string) => boolean,
): Promise<HttpResult> {
	const encodings = reply.headers.filter(([name]) => name.toLowerCase() === 'content-encoding');
	if (encodings.length === 0) return { ok: true, reply };
	const encoding = encodings.map(([, value]) => value).join(',');
	if (leavesPacked(encoding)) return { ok: true, reply };
	const decoded = await decodeBody(reply.body, encoding, request.bodyBytesMax);
	if (decoded.ok) {
		const { body } = decoded;
		if (body === reply.body) return { ok: true, reply };
		return { ok: true, reply: { ...reply, headers: unpackedHeaders(reply.headers), body } };
	}
	if (decoded.kind === 'too-large')
		return { ok: false, fault: bodyTooLargeFault(host, request.bodyBytesMax) };
	return { ok: false, fault: unpackFault(host, decoded.encoding, decoded.kind === 'cut-off') };
}

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
