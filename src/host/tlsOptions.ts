import { existsSync, readFileSync } from 'node:fs';
import {
	createSecureContext,
	rootCertificates,
	type SecureContext,
	type SecureVersion,
} from 'node:tls';

/**
 * The oldest TLS version a connection may use for a name as SSLConfiguration writes it, or undefined for an
 * unknown name. Newer versions are always welcome.
 * Assumed: the product passes the name to Java's `SSLContext.getInstance`, where these are the known ones.
 */
export function oldestTlsVersion(protocol: string): SecureVersion | undefined {
	return VERSIONS[protocol.toLowerCase()];
}

/** The names that `oldestTlsVersion` knows. */
export const TLS_PROTOCOLS = ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1', 'TLS'] as const;

const VERSIONS: Readonly<Record<string, SecureVersion>> = {
	tls: 'TLSv1.2',
	ssl: 'TLSv1.2',
	'tlsv1.3': 'TLSv1.3',
	'tlsv1.2': 'TLSv1.2',
	'tlsv1.1': 'TLSv1.1',
	tlsv1: 'TLSv1',
};

/** A context that trusts what Node trusts, what this system trusts, and the given authorities (PEM). */
export function createTrust(
	oldest: SecureVersion,
	certificateAuthorities: readonly string[],
): SecureContext {
	return createSecureContext({
		minVersion: oldest,
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
