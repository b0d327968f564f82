import type { HttpFault } from '../sim/ports.ts';
import { bytesText } from './answerFault.ts';
import { codeOf, messageOf } from './hostError.ts';
import { proxyFaultOf } from './proxyFault.ts';
import { tlsFaultOf } from './tlsFault.ts';

/**
 * The sentence for people, and the kind, of what a connection died of. No secrets: of the address only the host.
 * With a proxy (its host and port) between, it is the proxy that could not be reached.
 */
export function faultOf(error: unknown, host: string, proxy?: string): HttpFault {
	const cause = rootOf(error);
	const code = codeOf(cause);
	if (isBadAnswer(cause)) return { kind: 'other', message: badAnswer(host, cause) };
	if (proxy !== undefined) {
		const fault = proxyFaultOf(cause, host, proxy);
		if (fault !== undefined) return fault;
	}
	const explain = BY_CODE[code];
	if (explain !== undefined) return explain(host, cause);
	const tlsFault = tlsFaultOf(cause, host);
	if (tlsFault !== undefined) return tlsFault;
	return { kind: 'other', message: `The request to "${host}" failed: ${messageOf(cause)}.` };
}

/** Source: issue 283 of IBM's public workflow repository. Apache HttpClient 4 breaks off so in many ways. */
export const PRODUCT_PROTOCOL_MESSAGE = 'Client Protocol Exception: null';

/** An answer that undici cannot read. Its parser gives no codes. */
function isBadAnswer(error: unknown): boolean {
	const code = codeOf(error);
	if (error instanceof Error && error.name === 'HTTPParserError') return true;
	if (isLengthMismatch(error) || code === 'ERR_ASSERTION') return true;
	// "100 Continue" before anything was to be continued, or an upgrade that nobody asked for.
	return code === 'UND_ERR_SOCKET' && /^bad (?:response|upgrade)$/.test(messageOf(error));
}

/** A body that is longer or shorter than its Content-Length. */
export function isLengthMismatch(error: unknown): boolean {
	return codeOf(error) === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH';
}

function badAnswer(host: string, error: unknown): string {
	const rule = /\(([^()]+)\)$/.exec(messageOf(error))?.[1];
	if (
		rule !== undefined &&
		/^Expected (?:HTTP|dot|space after version)|^Invalid m\w+ version/.test(rule)
	)
		return `What "${host}" answered is not HTTP. Check the port and the scheme of the address.`;
	return `What "${host}" answered breaks the rules of HTTP${rule === undefined ? '' : ` (${rule})`}. The fault is the server's, or that of a proxy between; the HTTP client of QRadar may forgive more.`;
}

/** Undici and Node wrap causes: the innermost says what happened. */
export function rootOf(error: unknown): unknown {
	let current = error;
	for (let depth = 0; depth < 5; depth++) {
		if (current instanceof AggregateError && current.errors.length > 0) current = current.errors[0];
		else if (current instanceof Error && current.cause instanceof Error) current = current.cause;
		else break;
	}
	return current;
}

/** Of all headers of an answer together. The product's client has no limit; ours keeps the memory from filling. */
export const HEADER_BYTES_MAX = 1024 * 1024;

type Explain = (host: string, error: unknown) => HttpFault;

const refused: Explain = (host, error) => ({
	kind: 'connection-refused',
	message: `Nothing accepts connections at "${placeOf(error, host)}". Check the port, and that the server is running.`,
});
const unknownHost: Explain = (host) => ({
	kind: 'host-not-found',
	message: `There is no host "${host}": the name could not be resolved. Check its spelling and the DNS settings.`,
});
const reset: Explain = (host) => ({
	kind: 'connection-reset',
	message: `"${host}" closed the connection before the answer was complete.`,
});
const unreachable: Explain = (host) => ({
	kind: 'other',
	message: `The network has no way to "${host}". Check the connection, the firewall and the proxy.`,
});
const timedOut: Explain = (host) => ({
	kind: 'timeout',
	message: `"${host}" did not accept a connection in time.`,
});
const longHeaders: Explain = (host) => ({
	kind: 'other',
	message: `The headers of the answer from "${host}" are over ${bytesText(HEADER_BYTES_MAX)}. Ask who runs the server.`,
});
const badArgument: Explain = (host, error) => ({
	kind: 'other',
	message: `The request to "${host}" cannot be sent: ${messageOf(error)}.`,
});

const BY_CODE: Readonly<Record<string, Explain>> = {
	ECONNREFUSED: refused,
	ENOTFOUND: unknownHost,
	EAI_AGAIN: unknownHost,
	EAI_NODATA: unknownHost,
	ECONNRESET: reset,
	EPIPE: reset,
	ECONNABORTED: reset,
	UND_ERR_SOCKET: reset,
	EHOSTUNREACH: unreachable,
	ENETUNREACH: unreachable,
	ENETDOWN: unreachable,
	ETIMEDOUT: timedOut,
	UND_ERR_CONNECT_TIMEOUT: timedOut,
	UND_ERR_HEADERS_OVERFLOW: longHeaders,
	UND_ERR_INVALID_ARG: badArgument,
	ERR_INVALID_CHAR: badArgument,
};

function placeOf(error: unknown, host: string): string {
	const port =
		typeof error === 'object' && error !== null && 'port' in error ? error.port : undefined;
	return port === undefined || host.includes(':') ? host : `${host}:${String(port)}`;
}
