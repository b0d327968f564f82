import type { HttpFault } from '../sim/ports.ts';
import { codeOf, messageOf } from './hostError.ts';

const ACCEPT =
	'To accept it for a trial, use -u; an SSLConfiguration in the workflow that says otherwise wins over that.';

type Explain = (host: string, error: unknown) => string;

const selfSigned: Explain = (host) =>
	`The certificate of "${host}" is self-signed, so nothing vouches for it. If it is the right one, trust it with --ca FILE. ${ACCEPT}`;
const unknownIssuer: Explain = (host) =>
	`The certificate of "${host}" comes from an authority that this machine does not know, or the server leaves out a certificate between. Trust that authority with --ca FILE. ${ACCEPT}`;

const BY_CODE: Readonly<Record<string, Explain>> = {
	DEPTH_ZERO_SELF_SIGNED_CERT: selfSigned,
	SELF_SIGNED_CERT_IN_CHAIN: unknownIssuer,
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownIssuer,
	UNABLE_TO_GET_ISSUER_CERT: unknownIssuer,
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownIssuer,
	CERT_HAS_EXPIRED: (host) =>
		`The certificate of "${host}" has expired. Its owner must renew it. ${ACCEPT}`,
	CERT_NOT_YET_VALID: (host) =>
		`The certificate of "${host}" is not valid yet. Check the clock of this machine. ${ACCEPT}`,
	ERR_TLS_CERT_ALTNAME_INVALID: (host, error) =>
		`The certificate is made out to ${namesIn(error)}, not to "${host}". Check the host name. ${ACCEPT}`,
};

/** What is wrong with a certificate, or why the handshake failed; undefined for errors of other kinds. */
export function tlsFaultOf(error: unknown, host: string): HttpFault | undefined {
	const code = codeOf(error);
	const message = BY_CODE[code]?.(host, error);
	if (message !== undefined) return { kind: 'tls', message };
	if (!code.startsWith('ERR_SSL_') && code !== 'EPROTO') return undefined;
	return { kind: 'tls', message: `No secure connection to "${host}". ${handshakeReason(error)}` };
}

/** Whether client and server have no TLS version in common. */
export function isVersionMismatch(error: unknown): boolean {
	return /unsupported protocol|protocol version|no protocols available/i.test(messageOf(error));
}

function handshakeReason(error: unknown): string {
	const text = messageOf(error);
	if (/wrong version number|packet length too long|http request/i.test(text))
		return 'It does not speak TLS on this port: check the port, or use http.';
	if (isVersionMismatch(error)) return 'It speaks none of the TLS versions that it was offered.';
	if (/certificate required|alert handshake failure|alert bad certificate/i.test(text))
		return 'It broke off the handshake: either it wants a certificate of the client, which no workflow can give, or it knows none of the ciphers that it was offered.';
	return `The TLS handshake failed: ${opensslReason(text)}.`;
}

/** Of `80AC…:error:0A00014D:SSL routines:tls_process_key_exchange:legacy sigalg disallowed:../…` what says why. */
function opensslReason(text: string): string {
	return /error:[\dA-F]+:[^:]*:[^:]*:([^:]+)/.exec(text)?.[1] ?? text;
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
