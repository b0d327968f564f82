import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { createHawk, type HawkRequest } from '../../src/signing/hawk.ts';
import { type Expected, readCases, toldAs } from './cases.ts';

type Case = HawkRequest & {
	readonly about: string;
	readonly authorization?: string;
	readonly error?: Expected;
};

const { given, cases } = readCases<{
	readonly given: HawkRequest;
	readonly cases: readonly Case[];
}>('hawk');

test.each(cases)('$about', ({ about: _, authorization, error, ...request }) => {
	const result = createHawk({ ...given, ...request });
	if (error === undefined) expect(result).toEqual({ ok: true, authorization });
	else expect(toldAs(error, result)).toEqual(error);
});

test('an application and its delegate are signed and sent, and ext is escaped', () => {
	const url = 'https://example.com/a';
	const parts = { app: 'my-app', dlg: 'my-dlg', ext: 'a\\b"c', algorithm: 'sha1' };
	const result = createHawk({ ...given, ...parts, method: 'PUT', url });
	const signed = [
		'hawk.1.header',
		'1353832234',
		'j4h3g2',
		'PUT',
		'/a',
		'example.com',
		'443',
		'',
		'a\\\\b"c',
		'my-app',
		'my-dlg',
		'',
	].join('\n');
	const mac = createHmac('sha1', given.key).update(signed).digest('base64');
	expect(result).toEqual({
		ok: true,
		authorization: `Hawk id="dh37fgj492je", ts="1353832234", nonce="j4h3g2", ext="a\\\\b\\"c", mac="${mac}", app="my-app", dlg="my-dlg"`,
	});
});
