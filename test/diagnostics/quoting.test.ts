import { expect, test } from 'vitest';
import { listNames, looksLikeCredential, shorten, shown } from '../../src/diagnostics/quoting.ts';

test.each([
	'ATCTT3xFfGN0aZ81QmXr77LpKd',
	'0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0',
	'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln',
	'Bearer ghp_abcdefghijkl',
	'AKIAABCDEFGHIJKLMNOP',
	's3cr3t-t0ken-value',
	'QxRtZpLmKjHgFdSaWeRtYu',
	'abcdefghijklmnopqrstuvwxyzabcdef',
	'https://user:hunter2@example.com/',
	'-----BEGIN PRIVATE KEY-----',
	'a'.repeat(5000),
])('"%s" looks like a credential', (text) => {
	expect(looksLikeCredential(text)).toBe(true);
});

test.each([
	'',
	'UTC',
	'Europe/Berlin',
	'America/Argentina/ComodRivadavia',
	'2026-01-01T00:00:00.000Z',
	'1693309396000',
	'https://api.atlassian.com',
	'api-eu1.example2.com:8443',
	'The quick brown fox jumps over the lazy dog',
	'Atlassian-AuditLogs',
	'WorkflowParameterValues',
	'oauth2ClientCredentials',
	'logSourceIdentifier',
	'hunter2',
])('"%s" does not', (text) => {
	expect(looksLikeCredential(text)).toBe(false);
});

test('what is quoted is short', () => {
	expect(shorten('a'.repeat(60))).toBe('a'.repeat(60));
	expect(shorten('a'.repeat(61))).toBe(`${'a'.repeat(59)}…`);
	expect(shorten(`${'a'.repeat(58)}😀bcd`)).toBe(`${'a'.repeat(58)}…`);
	expect(shown('b'.repeat(800_000))).toBe('…');
	expect(listNames(['a', 'b'])).toBe('a, b');
	expect(listNames(['a', 'b', 'c'], 2)).toBe('a, b, … and 1 more');
});
