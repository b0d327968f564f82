import { X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { readCertificates } from '../../src/host/readCertificates.ts';
import { testFolder } from './folder.ts';
import { fault, sendOne, text, withServer } from './sendOne.ts';
import { certificateText, startSecureServer, startServer } from './servers.ts';

test.each([
	['localhost', 'is self-signed'],
	['other', 'is self-signed'],
	['expired', 'has expired'],
] as const)(
	'an untrusted certificate is refused, and accepted when told to (%s)',
	async (name, message) => {
		await withServer(
			startSecureServer(name, (_, response) => response.end('secure')),
			async ({ url }) => {
				expect(fault(await sendOne(url))).toContain(message);
				const tls = { protocol: 'TLSv1.2', allowUntrustedServerCertificate: true };
				expect(text(await sendOne(url, {}, { tls }))).toBe('secure');
			},
		);
	},
);

test.each([
	['localhost', /^secure$/],
	['other', /made out to "other\.example", not to "localhost/],
	['expired', /has expired/],
] as const)('a trusted certificate is still judged (%s)', async (name, expected) => {
	await withServer(
		startSecureServer(name, (_, response) => response.end('secure')),
		async ({ url }) => {
			const certificateAuthorities = [certificateText(`${name}.crt`)];
			expect(text(await sendOne(url, { certificateAuthorities }))).toMatch(expected);
		},
	);
});

test('a server without TLS gives a fault that says so', async () => {
	await withServer(
		startServer((_, response) => response.end()),
		async ({ port }) =>
			expect(fault(await sendOne(`https://localhost:${port}/`))).toMatch(
				/^tls: .*does not speak TLS/,
			),
	);
});

test.each([
	['TLSv9', 'newest', 'which does not exist'],
	['TLSv1.1', 'newest', 'which Java has switched off because it is not safe'],
	['sslv3', 'newest', 'which Java has switched off because it is not safe'],
	['TLS1.2', 'oldest', 'which does not exist'],
] as const)('the protocol %s, read as the %s, is refused: %s', async (protocol, reading, why) => {
	const tls = { protocol, allowUntrustedServerCertificate: false };
	const behaviour = { tlsProtocol: reading };
	expect(fault(await sendOne('https://localhost:1/', { behaviour }, { tls }))).toBe(
		`tls: SSLConfiguration asks for the protocol "${protocol}", ${why}. Write TLSv1.3, TLSv1.2 or TLS.`,
	);
	expect(fault(await sendOne('http://localhost:1/', { behaviour }, { tls }))).toMatch(
		/^connection-refused/,
	);
});

test('a certificate of a private authority is accepted by who trusts that authority, or it alone', async () => {
	await withServer(
		startSecureServer('issued', (_, response) => response.end('secure')),
		async ({ url }) => {
			expect(fault(await sendOne(url))).toMatch(
				/^tls: .*an authority that this machine does not know/,
			);
			const certificateAuthorities = [certificateText('authority.crt')];
			expect(text(await sendOne(url, { certificateAuthorities }))).toBe('secure');
			const itself = [certificateText('issued.crt')];
			expect(text(await sendOne(url, { certificateAuthorities: itself }))).toBe('secure');
			const others = [certificateText('other.crt')];
			expect(fault(await sendOne(url, { certificateAuthorities: others }))).toMatch(/^tls: /);
		},
	);
});

const LATER =
	'Offered was TLSv1.2 alone; with <SSLConfiguration protocol="TLSv1.3" /> as first part of the CallEndpoint TLSv1.3 is offered too.';

test.each([
	['TLSv1.2', 'newest', 'TLSv1.2', 'secure', false],
	['TLSv1.2', 'newest', 'TLSv1.3', LATER, true],
	['TLSv1.2', 'oldest', 'TLSv1.3', 'secure', true],
	['TLSv1.3', 'newest', 'TLSv1.3', 'secure', false],
	['TLSv1.3', 'newest', 'TLSv1.2', 'secure', true],
	['TLSv1.3', 'oldest', 'TLSv1.2', 'none of the TLS versions', true],
	['TLS', 'newest', 'TLSv1.3', 'secure', false],
	['Default', 'newest', 'TLSv1.2', 'secure', false],
	['TLS', 'newest', 'TLSv1.1', 'Offered were TLSv1.2 and TLSv1.3: the server must be', false],
	['tlsv1.1', 'newest', 'TLSv1.2', 'switched off', true],
	['tlsv1.1', 'oldest', 'TLSv1.2', 'secure', true],
] as const)(
	'%s, read as the %s, meets a server of %s: %s',
	async (protocol, tlsProtocol, version, expected, isAssumed) => {
		await withServer(
			startSecureServer('localhost', (_, response) => response.end('secure'), {
				minVersion: version,
				maxVersion: version,
			}),
			async ({ url }) => {
				const tls = { protocol, allowUntrustedServerCertificate: true };
				const seen: string[] = [];
				const options = { behaviour: { tlsProtocol }, consulted: (key: string) => seen.push(key) };
				expect(text(await sendOne(url, options, { tls }))).toContain(expected);
				expect(seen).toEqual(isAssumed ? ['tlsProtocol'] : []);
			},
		);
	},
);

test('a server that wants a certificate of the client is said to', async () => {
	const options = { requestCert: true, ca: certificateText('authority.crt') };
	await withServer(
		startSecureServer('localhost', (_, response) => response.end('secure'), options),
		async ({ url }) => {
			const tls = { protocol: 'TLSv1.2', allowUntrustedServerCertificate: true };
			expect(fault(await sendOne(url, {}, { tls }))).toMatch(/certificate of the client/);
		},
	);
});

test('a damaged certificate among those of the system keeps no connection from being made', async () => {
	const path = join(testFolder(), 'system.pem');
	const damaged = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
	writeFileSync(path, damaged + certificateText('localhost.crt'));
	vi.stubEnv('SSL_CERT_FILE', path);
	await withServer(
		startSecureServer('localhost', (_, response) => response.end('secure')),
		async ({ url }) => expect(text(await sendOne(url))).toBe('secure'),
	);
	vi.unstubAllEnvs();
});

test('certificates are read from PEM files, several from one', async () => {
	const path = join(testFolder(), 'authorities.pem');
	const two = [certificateText('authority.crt'), certificateText('other.crt')];
	writeFileSync(path, `# Ours\n${two.join('\n# Theirs\r\n')}`);
	expect(await readCertificates(path)).toEqual(two.map((pem) => pem.trim()));
});

test('a certificate is read from a DER file', async () => {
	const path = join(testFolder(), 'authority.der');
	const certificate = new X509Certificate(certificateText('authority.crt'));
	writeFileSync(path, certificate.raw);
	expect(await readCertificates(path)).toEqual([certificate.toString()]);
});

test.each([
	['hello', 'holds no certificate: neither PEM,'],
	[certificateText('localhost.key'), 'holds a private key, not a certificate'],
	['\x30\x82\x01\x0a', 'cannot be read: it is damaged'],
	[certificateText('authority.crt').replace('MII', 'AAA'), 'cannot be read: it is damaged'],
	['', 'is empty'],
])('a file of something else than certificates is refused (%#)', async (content, message) => {
	const path = join(testFolder(), 'a.pem');
	writeFileSync(path, content, 'latin1');
	await expect(readCertificates(path)).rejects.toThrow(message);
	await expect(readCertificates('-')).rejects.toThrow('not from standard input');
});
