import { createPrivateKey } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Version } from '../../src/base/version.ts';
import { readPrivateKey } from '../../src/signing/pem.ts';
import { type Expected, readCases, toldAs } from './cases.ts';
import { DRESSES, type KeyName, keyPair, type PemForm, pemOf } from './keys.ts';

interface Case {
	readonly about: string;
	readonly key?: KeyName;
	readonly form?: PemForm;
	readonly dress?: readonly string[];
	readonly text?: string;
	readonly version: Version;
	/** Whether a key without its lines will do. */
	readonly bare?: boolean;
	readonly result?: Readonly<Record<string, unknown>>;
	readonly error?: Expected;
}

const seed = 5958;

function textOf({ key, form, dress = [], text }: Case): string {
	if (key === undefined || form === undefined) return text ?? '';
	return dress.reduce((dressed, name) => DRESSES[name]?.(dressed) ?? name, pemOf(key, form));
}

test.each(readCases<Case[]>('pem').map((given) => ({ ...given, wear: given.dress?.join(', ') })))(
	'$about ($version, $key $form $wear)',
	(given) => {
		const { version, bare = false } = given;
		const reading = readPrivateKey({ text: textOf(given), version, acceptsBareKey: () => bare });
		if (given.error !== undefined) {
			expect(toldAs(given.error, reading)).toEqual(given.error);
			return;
		}
		expect(reading).toMatchObject({ ok: true, key: given.result });
		if (!reading.ok || reading.key.kind === 'other' || given.key === undefined) return;
		const der = Buffer.from(reading.key.pkcs8);
		const read = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
		expect(read.equals(keyPair(given.key).privateKey)).toBe(true);
	},
);

test('a text longer than any key is refused before it is read', () => {
	const text = '-----BEGIN PRIVATE KEY-----'.repeat(10_000);
	const reading = readPrivateKey({ text, version: 'V2' });
	expect(reading).toMatchObject({
		message: 'The secret is longer than any private key: 270000 characters.',
	});
});

test(`a damaged key is read or refused, and its message holds nothing of it (seed ${seed})`, () => {
	const files = [pemOf('rsa', 'pkcs1'), pemOf('rsa', 'pkcs8'), pemOf('p256', 'sec1')];
	const dresses = fc.subarray(Object.keys(DRESSES), { maxLength: 3 });
	fc.assert(
		fc.property(
			fc.constantFrom(...files),
			fc.array(fc.tuple(fc.nat(2000), fc.nat(40), fc.string({ maxLength: 3 })), { maxLength: 3 }),
			dresses,
			fc.constantFrom('V1' as const, 'V2' as const),
			(file, cuts, names, version) => {
				let text = file;
				for (const [start, length, put] of cuts)
					text = text.slice(0, start) + put + text.slice(start + length);
				for (const name of names) text = DRESSES[name]?.(latin(text)) ?? text;
				const reading = readPrivateKey({ text, version });
				if (reading.ok) return;
				const told = `${reading.message} ${reading.help ?? ''}`;
				const pieces = file.split('\n').filter((line) => !line.startsWith('-----'));
				for (const line of pieces) expect(told).not.toContain(line.slice(0, 12) || '\n');
				expect(told).toMatch(/^[A-Z].*\.$/);
			},
		),
		{ seed, numRuns: 500 },
	);
});

/** What Base64 of the browser takes. */
function latin(text: string): string {
	return text.replace(/[^\0-\xff]/g, '?');
}
