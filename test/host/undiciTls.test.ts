import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
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

test('an unknown TLS protocol gives a fault that lists the known ones', async () => {
	const tls = { protocol: 'TLSv9', allowUntrustedServerCertificate: false };
	expect(fault(await sendOne('https://localhost:1/', {}, { tls }))).toMatch(
		/"TLSv9".*TLSv1\.3, TLSv1\.2/,
	);
});

test('a certificate of a private authority is accepted by who trusts that authority', async () => {
	await withServer(
		startSecureServer('issued', (_, response) => response.end('secure')),
		async ({ url }) => {
			expect(fault(await sendOne(url))).toMatch(
				/^tls: .*an authority that this machine does not know/,
			);
			const certificateAuthorities = [certificateText('authority.crt')];
			expect(text(await sendOne(url, { certificateAuthorities }))).toBe('secure');
			const others = [certificateText('other.crt')];
			expect(fault(await sendOne(url, { certificateAuthorities: others }))).toMatch(/^tls: /);
		},
	);
});

test.each([
	['TLSv1.2', 'newest', 'TLSv1.2', 'secure'],
	['TLSv1.2', 'newest', 'TLSv1.3', 'none of the TLS versions'],
	['TLSv1.2', 'oldest', 'TLSv1.3', 'secure'],
	['TLSv1.3', 'newest', 'TLSv1.3', 'secure'],
	['TLSv1.3', 'newest', 'TLSv1.2', 'secure'],
	['TLSv1.3', 'oldest', 'TLSv1.2', 'none of the TLS versions'],
	['TLS', 'newest', 'TLSv1.3', 'secure'],
	['TLS', 'newest', 'TLSv1.2', 'secure'],
	['tlsv1.1', 'newest', 'TLSv1.2', 'none of the TLS versions'],
] as const)(
	'%s, read as the %s, meets a server of %s: %s',
	async (protocol, tlsReading, version, expected) => {
		await withServer(
			startSecureServer('localhost', (_, response) => response.end('secure'), {
				minVersion: version,
				maxVersion: version,
			}),
			async ({ url }) => {
				const tls = { protocol, allowUntrustedServerCertificate: true };
				expect(text(await sendOne(url, { tlsReading }, { tls }))).toContain(expected);
			},
		);
	},
);

test('certificates are read from PEM files, several from one', async () => {
	const path = join(testFolder(), 'authorities.pem');
	const two = [certificateText('authority.crt'), certificateText('other.crt')];
	writeFileSync(path, `# Ours\n${two.join('\n# Theirs\r\n')}`);
	expect(await readCertificates(path)).toEqual(two.map((pem) => pem.trim()));
});

test.each([
	['hello', 'holds no certificate in PEM form'],
	[certificateText('localhost.key'), 'holds a private key, not a certificate'],
	['\x30\x82\x01\x0a', 'in binary form (DER)'],
	[certificateText('authority.crt').replace('MII', 'AAA'), 'cannot be read: it is damaged'],
	['', 'is empty'],
])('a file of something else than certificates is refused (%#)', async (content, message) => {
	const path = join(testFolder(), 'a.pem');
	writeFileSync(path, content, 'latin1');
	await expect(readCertificates(path)).rejects.toThrow(message);
	await expect(readCertificates('-')).rejects.toThrow('not from standard input');
});
