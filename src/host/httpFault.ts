import type { HttpFault } from '../sim/ports.ts';
import { codeOf } from './hostError.ts';
import { proxyFaultOf } from './proxyFault.ts';

/**
 * The sentence for people, and the kind, of what a connection died of. No secrets: of the address only the host.
 * With a proxy (its host and port) between, it is the proxy that could not be reached.
 */
export function faultOf(error: unknown, host: string, proxy?: string): HttpFault {
	const cause = rootOf(error);
	const code = codeOf(cause);
	if (proxy !== undefined) {
		const fault = proxyFaultOf(cause, host, proxy);
		if (fault !== undefined) return fault;
	}
	const explain = BY_CODE[code];
	if (explain !== undefined) return explain(host, cause);
	if (code.startsWith('ERR_SSL_') || code === 'EPROTO') return tlsProtocolFault(host, cause);
	if (code.startsWith('HPE_') || nameOf(cause) === 'HTTPParserError')
		return {
			kind: 'other',
			message: `What "${host}" answered is not HTTP (${messageOf(cause)}). Check the port and the scheme of the address.`,
		};
	return { kind: 'other', message: `The request to "${host}" failed: ${messageOf(cause)}.` };
}

/** A server that does not answer, or stops in the middle. `limit` says what set the time, for example a flag. */
export function timeoutFault(
	host: string,
	timeoutMs: number,
	phase: TimeoutPhase,
	limit?: string,
): HttpFault {
	const because = limit === undefined ? '' : ` (${limit})`;
	return {
		kind: 'timeout',
		message: `"${host}" ${PHASES[phase]} within ${timeoutMs / 1000} seconds${because}.`,
	};
}

export type TimeoutPhase = 'connect' | 'answer' | 'body' | 'whole';

const PHASES: Readonly<Record<TimeoutPhase, string>> = {
	connect: 'did not accept a connection',
	answer: 'accepted the request but did not answer',
	body: 'began to answer but sent nothing more',
	whole: 'kept sending but did not finish its answer',
};

/** The product's own limit, and the flag that sets ours: what the simulator has for a default too. */
export const BODY_LIMIT = { bytesMax: 100 * 1024 * 1024, flag: '--max-body-bytes' } as const;

/**
 * A body over the limit. The product has a limit of its own, which ours is unless it was lowered.
 * Source: product message quoted in issue 22 of IBM's public workflow repository.
 */
export function bodyTooLargeFault(host: string, bytesMax: number): HttpFault {
	const what = `The body of the answer from "${host}" is over ${bytesText(bytesMax)}`;
	const { flag, bytesMax: productBytesMax } = BODY_LIMIT;
	if (bytesMax < productBytesMax)
		return {
			kind: 'body-too-large',
			message: `${what} (limit ${flag}). Ask the API for smaller pages, or raise the limit.`,
		};
	return {
		kind: 'body-too-large',
		message: `${what}. Ask the API for smaller pages: ${flag} raises the limit here, but not in QRadar.`,
		productMessage: `Body exceeds the currently supported maximum of ${bytesText(productBytesMax)}`,
	};
}

function bytesText(bytes: number): string {
	const megabytes = bytes / 1024 / 1024;
	return megabytes >= 1 && Number.isInteger(megabytes)
		? `${megabytes} MB`
		: `${bytes.toLocaleString('en-US')} bytes`;
}

function nameOf(error: unknown): string {
	return error instanceof Error ? error.name : '';
}

/** Undici and Node wrap causes: the innermost with a code says what happened. */
function rootOf(error: unknown): unknown {
	let current = error;
	for (let depth = 0; depth < 5; depth++) {
		if (current instanceof AggregateError && current.errors.length > 0) current = current.errors[0];
		else if (current instanceof Error && current.cause instanceof Error) current = current.cause;
		else break;
	}
	return current;
}

function messageOf(error: unknown): string {
	const text = error instanceof Error ? error.message : String(error);
	return text.split('\n', 1)[0]?.replace(/\.$/, '') ?? '';
}

type Explain = (host: string, error: unknown) => HttpFault;

const ACCEPT = 'To accept it for a trial, use -u.';

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
const selfSigned: Explain = (host) => ({
	kind: 'tls',
	message: `The certificate of "${host}" is self-signed, so nothing vouches for it. Trust its issuer on this machine. ${ACCEPT}`,
});
const unknownIssuer: Explain = (host) => ({
	kind: 'tls',
	message: `The certificate of "${host}" comes from an authority that this machine does not know, or the server leaves out a certificate between. ${ACCEPT}`,
});
const expired: Explain = (host) => ({
	kind: 'tls',
	message: `The certificate of "${host}" has expired. Its owner must renew it. ${ACCEPT}`,
});
const notYetValid: Explain = (host) => ({
	kind: 'tls',
	message: `The certificate of "${host}" is not valid yet. Check the clock of this machine. ${ACCEPT}`,
});
const otherName: Explain = (host, error) => ({
	kind: 'tls',
	message: `The certificate is made out to ${namesIn(error)}, not to "${host}". Check the host name. ${ACCEPT}`,
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
	HPE_INVALID_EOF_STATE: reset,
	UND_ERR_RES_CONTENT_LENGTH_MISMATCH: reset,
	EHOSTUNREACH: unreachable,
	ENETUNREACH: unreachable,
	ENETDOWN: unreachable,
	ETIMEDOUT: timedOut,
	UND_ERR_CONNECT_TIMEOUT: timedOut,
	DEPTH_ZERO_SELF_SIGNED_CERT: selfSigned,
	SELF_SIGNED_CERT_IN_CHAIN: unknownIssuer,
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownIssuer,
	UNABLE_TO_GET_ISSUER_CERT: unknownIssuer,
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownIssuer,
	CERT_HAS_EXPIRED: expired,
	CERT_NOT_YET_VALID: notYetValid,
	ERR_TLS_CERT_ALTNAME_INVALID: otherName,
	UND_ERR_INVALID_ARG: badArgument,
	ERR_INVALID_CHAR: badArgument,
};

function tlsProtocolFault(host: string, error: unknown): HttpFault {
	const text = messageOf(error);
	const isPlain = /wrong version number|packet length too long|http request/i.test(text);
	const isVersion = /unsupported protocol|protocol version|no protocols available/i.test(text);
	const reason = isPlain
		? 'It does not speak TLS on this port: check the port, or use http.'
		: isVersion
			? 'It speaks none of the TLS versions that SSLConfiguration allows, which is TLSv1.2 where it says nothing.'
			: `The TLS handshake failed: ${text}.`;
	return { kind: 'tls', message: `No secure connection to "${host}". ${reason}` };
}

function placeOf(error: unknown, host: string): string {
	const port =
		typeof error === 'object' && error !== null && 'port' in error ? error.port : undefined;
	return port === undefined || host.includes(':') ? host : `${host}:${String(port)}`;
}

function namesIn(error: unknown): string {
	const certificate =
		typeof error === 'object' && error !== null && 'cert' in error ? error.cert : undefined;
	const names =
		typeof certificate === 'object' && certificate !== null && 'subjectaltname' in certificate
			? String(certificate.subjectaltname)
			: '';
	const readable = names.replaceAll(/(?:DNS|IP Address):/g, '').slice(0, 200);
	return readable === '' ? 'another name' : `"${readable}"`;
}
