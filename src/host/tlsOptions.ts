import { existsSync, readFileSync } from 'node:fs';
import {
	createSecureContext,
	rootCertificates,
	type SecureContext,
	type SecureVersion,
} from 'node:tls';
import type { HttpFault } from '../sim/ports.ts';
import { DEFAULT_HOST_BEHAVIOUR, type HostBehaviour } from './behaviour.ts';
import { isCertificate } from './readCertificates.ts';

/** The TLS versions that a connection may use. */
export interface TlsVersions {
	readonly minVersion: SecureVersion;
	readonly maxVersion: SecureVersion;
}

/** What a name stands for in Java, where everything older than TLSv1.2 is switched off. */
const VERSIONS: Readonly<Record<string, 'TLSv1.3' | 'TLSv1.2' | 'any' | 'none'>> = {
	tls: 'any',
	ssl: 'any',
	default: 'any',
	'tlsv1.3': 'TLSv1.3',
	'tlsv1.2': 'TLSv1.2',
	'tlsv1.1': 'none',
	tlsv1: 'none',
	sslv3: 'none',
};

/**
 * The TLS versions that are offered for a name as SSLConfiguration writes it; undefined when that is none.
 * Assumed: the product passes the name to Java's `SSLContext.getInstance`. A context for "TLSv1.2" offers nothing
 * newer: a server that insists on TLSv1.3 then refuses. Source: recorded from Java 17; `jdk.tls.disabledAlgorithms`.
 */
export function tlsVersions(
	protocol: string,
	reading: HostBehaviour['tlsProtocol'] = DEFAULT_HOST_BEHAVIOUR.tlsProtocol,
): TlsVersions | undefined {
	const named = VERSIONS[protocol.toLowerCase()];
	const isOldest = reading === 'oldest';
	if (named === undefined || (named === 'none' && !isOldest)) return undefined;
	return {
		minVersion: named === 'TLSv1.3' && isOldest ? 'TLSv1.3' : 'TLSv1.2',
		maxVersion: named === 'TLSv1.2' && !isOldest ? 'TLSv1.2' : 'TLSv1.3',
	};
}

/** Whether it matters how a protocol is read. */
export function isAmbiguous(protocol: string): boolean {
	return (VERSIONS[protocol.toLowerCase()] ?? 'any') !== 'any';
}

/** Whether a connection of that version would not have been made with another reading of the protocol. */
export function dependsOnReading(protocol: string, version: string | null): boolean {
	return isAmbiguous(protocol) && protocol.toLowerCase() !== version?.toLowerCase();
}

/** Why no connection can be made with a protocol as SSLConfiguration writes it, if so. */
export function protocolFault(
	protocol: string,
	reading?: HostBehaviour['tlsProtocol'],
): HttpFault | undefined {
	if (tlsVersions(protocol, reading) !== undefined) return undefined;
	const why =
		VERSIONS[protocol.toLowerCase()] === undefined
			? 'which does not exist'
			: 'which Java has switched off because it is not safe';
	return {
		kind: 'tls',
		message: `SSLConfiguration asks for the protocol "${protocol}", ${why}. Write TLSv1.3, TLSv1.2 or TLS.`,
	};
}

/** What to add for a server that speaks none of the versions that a protocol stands for. */
export function offerText({ minVersion, maxVersion }: TlsVersions): string {
	if (minVersion !== maxVersion)
		return `Offered were ${minVersion} and ${maxVersion}: the server must be brought up to date.`;
	const more =
		maxVersion === 'TLSv1.2'
			? '; with <SSLConfiguration protocol="TLSv1.3" /> as first part of the CallEndpoint TLSv1.3 is offered too'
			: '';
	return `Offered was ${maxVersion} alone${more}.`;
}

/**
 * A context that trusts what Node trusts, what this system trusts, and the given certificates (PEM). Each is an anchor
 * of its own, whoever issued it, as in Java's trust stores.
 */
export function createTrust(
	versions: Partial<TlsVersions>,
	certificateAuthorities: readonly string[],
): SecureContext {
	return createSecureContext({
		...versions,
		allowPartialTrustChain: true,
		ca: [...rootCertificates, ...systemCertificates(), ...certificateAuthorities],
	});
}

/** Where systems keep the authorities they trust, and the variables that say so. */
const BUNDLES = [
	'/etc/ssl/certs/ca-certificates.crt',
	'/etc/pki/tls/certs/ca-bundle.crt',
	'/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
	'/etc/ssl/ca-bundle.pem',
	'/etc/ssl/cert.pem',
];

function systemCertificates(): string[] {
	const named = [process.env.SSL_CERT_FILE, process.env.NODE_EXTRA_CA_CERTS];
	const paths = named.filter((path) => path !== undefined && path !== '') as string[];
	const bundle = BUNDLES.find((path) => existsSync(path));
	if (bundle !== undefined) paths.push(bundle);
	const builtIn = new Set(rootCertificates.map(withoutSpace));
	return (
		paths
			.flatMap((path) => certificatesIn(path))
			// One that is damaged must not keep all connections from being made.
			.filter((pem) => !builtIn.has(withoutSpace(pem)) && isCertificate(pem))
	);
}

function certificatesIn(path: string): string[] {
	try {
		const text = readFileSync(path, 'utf8');
		return text.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? [];
	} catch {
		// A bundle that cannot be read adds no trust; connections then say what they miss.
		return [];
	}
}

function withoutSpace(pem: string): string {
	return pem.replace(/\s/g, '');
}
