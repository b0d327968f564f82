import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { missingEntries } from '../../src/scripts/lock/missingEntries.ts';

test('package-lock.json has an entry for every platform: else "npm run complete-lock"', () => {
	const path = new URL('../../package-lock.json', import.meta.url);
	const { packages } = JSON.parse(readFileSync(path, 'utf8'));
	expect(Object.keys(missingEntries(packages))).toEqual([]);
});

test('a missing entry is made from its parent and its name', () => {
	const engines = { node: '>=20' };
	const optionalDependencies = { '@a/linux-x64-musl': '1.2.3', '@a/darwin-arm64': '1.2.3' };
	const parent = { version: '1.2.3', dev: true, license: 'MIT', engines, optionalDependencies };
	const there = { version: '1.2.3', optional: true };
	expect(
		missingEntries({ 'node_modules/a': parent, 'node_modules/@a/darwin-arm64': there }),
	).toEqual({
		'node_modules/@a/linux-x64-musl': {
			version: '1.2.3',
			cpu: ['x64'],
			dev: true,
			libc: ['musl'],
			license: 'MIT',
			optional: true,
			os: ['linux'],
			engines,
		},
	});
});

test('an entry further up is found, and a range without a fixed version is left alone', () => {
	const child = { optionalDependencies: { b: '1.0.0', c: '~2.3.3' } };
	expect(missingEntries({ 'node_modules/a/node_modules/x': child, 'node_modules/b': {} })).toEqual(
		{},
	);
});
