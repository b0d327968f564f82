import { existsSync, readFileSync } from 'node:fs';
import {
	createSecureContext,
	rootCertificates,
	type SecureContext,
	type SecureVersion,
} from 'node:tls';

/** The TLS versions that a connection may use. */
export interface TlsVersions {
	readonly minVersion?: SecureVersion;
	readonly maxVersion?: SecureVersion;
}

/** Whether the protocol of SSLConfiguration names the newest TLS version that is offered, or the oldest. */
export type TlsReading = 'newest' | 'oldest';

/**
 * The TLS versions that are offered for a name as SSLConfiguration writes it, or undefined for an unknown name.
 * Assumed: the product passes the name to Java's `SSLContext.getInstance`, which knows these. A context for
 * "TLSv1.2" offers nothing newer: a server that insists on TLSv1.3 then refuses. What is older than TLSv1.2,
 * Java has disabled, so it is offered only where it is asked for by name. Source: Java 17, JDK Providers
 * Documentation, "SunJSSE Provider"; `jdk.tls.disabledAlgorithms` in java.security.
 */
export function tlsVersions(
	protocol: string,
	reading: TlsReading = 'newest',
): TlsVersions | undefined {
	const named = VERSIONS[protocol.toLowerCase()];
	if (named === undefined) return undefined;
	if (named === 'any') return { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3' };
	if (reading === 'oldest') return { minVersion: named, maxVersion: 'TLSv1.3' };
	const isOld = named === 'TLSv1' || named === 'TLSv1.1';
	return { minVersion: isOld ? named : 'TLSv1.2', maxVersion: named };
}

/** The names that `tlsVersions` knows. */
export const TLS_PROTOCOLS = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1', 'TLS'] as const;

const VERSIONS: Readonly<Record<string, SecureVersion | 'any'>> = {
	tls: 'any',
	ssl: 'any',
	'tlsv1.3': 'TLSv1.3',
	'tlsv1.2': 'TLSv1.2',
	'tlsv1.1': 'TLSv1.1',
	tlsv1: 'TLSv1',
};

/** A context that trusts what Node trusts, what this system trusts, and the given authorities (PEM). */
export function createTrust(
	versions: TlsVersions,
	certificateAuthorities: readonly string[],
): SecureContext {
	return createSecureContext({
		...versions,
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
	return paths
		.flatMap((path) => certificatesIn(path))
		.filter((pem) => !builtIn.has(withoutSpace(pem)));
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
