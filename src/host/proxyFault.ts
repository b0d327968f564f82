import type { IncomingMessage } from 'node:http';
import type { HttpFault } from '../sim/ports.ts';
import { codeOf } from './hostError.ts';
import type { ReceivedReply } from './httpExchange.ts';
import { PROXY_PASSWORD_VARIABLE, type ProxyAddress } from './proxyAddress.ts';

/** A proxy would not connect to a server. */
export class TunnelRefused extends Error {
	override readonly name = 'TunnelRefused';
	/** What the proxy answered. */
	readonly reply: ReceivedReply;

	constructor(
		{ statusCode = 0, statusMessage = '', rawHeaders }: IncomingMessage,
		body: Uint8Array,
	) {
		super(`The proxy answered ${statusCode}.`);
		const headers: (readonly [string, string])[] = [];
		for (let index = 0; index + 1 < rawHeaders.length; index += 2)
			headers.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
		this.reply = { status: statusCode, statusMessage, headers, body };
	}
}

/** The Proxy-Authorization header that a proxy wants, if any. */
export function proxyToken({ user, password = '' }: ProxyAddress): string | undefined {
	if (user === undefined) return undefined;
	return `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`;
}

/** What must not show of how a proxy is told who calls: proxies may answer with the request that they got. */
export function secretsOfProxy(proxy: ProxyAddress): string[] {
	const token = proxyToken(proxy);
	if (token === undefined) return [];
	const { user, password = '' } = proxy;
	// With its user, a password too short to be looked for is long enough.
	return [token.replace('Basic ', ''), `${user}:${password}`, password];
}

/**
 * What a proxy (its host and port) is to blame for: it is the only one this machine connects to. Undefined for what
 * came through it from the server behind.
 */
export function proxyFaultOf(error: unknown, host: string, proxy: string): HttpFault | undefined {
	if (error instanceof TunnelRefused) return refusedTunnel(error, host, proxy);
	return BY_CODE[codeOf(error)]?.(host, proxy);
}

function refusedTunnel({ reply }: TunnelRefused, host: string, proxy: string): HttpFault {
	const { status, headers } = reply;
	// How it would have its callers prove who they are.
	const schemes = headers
		.filter(([name]) => name.toLowerCase() === 'proxy-authenticate')
		.flatMap(([, value]) => value.split(' ', 1));
	const told = (what: string): HttpFault => ({
		kind: 'other',
		message: `The proxy "${proxy}" ${what}`,
	});
	if (status === 407 || status === 401) {
		if (schemes.length > 0 && !schemes.some((scheme) => /^basic$/i.test(scheme)))
			return told(
				`wants to know who calls, by ${schemes.join(' or ')} (${status}). Only Basic is known here: ask who runs the proxy for a user of that kind.`,
			);
		return told(
			`wants to know who calls, or does not know this user (${status}). Give the user with -p USER@SERVER:PORT, the password as ${PROXY_PASSWORD_VARIABLE} in the environment.`,
		);
	}
	return told(
		status >= 500
			? `made no connection to "${host}": it answered ${status}, so it found no way there. Check the name of the host and its port, and that the server is running.`
			: `made no connection to "${host}": it answered ${status}. Ask who runs it whether this host is allowed.`,
	);
}

type Explain = (host: string, proxy: string) => HttpFault;

const refused: Explain = (host, proxy) => ({
	kind: 'connection-refused',
	message: `Nothing accepts connections at the proxy "${proxy}", so "${host}" was not called. Check the port of the proxy, and that it is running.`,
});
const unknownHost: Explain = (host, proxy) => ({
	kind: 'host-not-found',
	message: `There is no proxy "${proxy}": its name could not be resolved, so "${host}" was not called. Check its spelling and the DNS settings.`,
});
const unreachable: Explain = (host, proxy) => ({
	kind: 'other',
	message: `The network has no way to the proxy "${proxy}", so "${host}" was not called. Check the connection and the firewall.`,
});
const timedOut: Explain = (host, proxy) => ({
	kind: 'timeout',
	message: `The proxy "${proxy}" made no connection to "${host}" in time.`,
});
const cut: Explain = (host, proxy) => ({
	kind: 'connection-reset',
	message: `"${host}", or the proxy "${proxy}" before it, closed the connection before the answer was complete.`,
});

const BY_CODE: Readonly<Record<string, Explain>> = {
	ECONNREFUSED: refused,
	ENOTFOUND: unknownHost,
	EAI_AGAIN: unknownHost,
	EAI_NODATA: unknownHost,
	EHOSTUNREACH: unreachable,
	ENETUNREACH: unreachable,
	ENETDOWN: unreachable,
	ETIMEDOUT: timedOut,
	UND_ERR_CONNECT_TIMEOUT: timedOut,
	ECONNRESET: cut,
	EPIPE: cut,
	ECONNABORTED: cut,
	UND_ERR_SOCKET: cut,
};
