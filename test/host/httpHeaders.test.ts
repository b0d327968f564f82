import { expect, test } from 'vitest';
import { completeHeaders } from '../../src/host/httpHeaders.ts';
import { fault, sendOne, text, withServer } from './sendOne.ts';
import { startServer } from './servers.ts';

const echo = () =>
	startServer((incoming, response) => {
		incoming.resume().on('end', () => response.end(JSON.stringify(incoming.headers)));
	});

test('what the product adds by itself is added, unless the workflow says otherwise', () => {
	expect(completeHeaders([], 'api.example.com')).toEqual([
		'Host',
		'api.example.com',
		'User-Agent',
		'Apache-HttpClient/4.5 (Java/1.8)',
		'Accept-Encoding',
		'gzip,deflate',
	]);
	const own = [
		['accept-encoding', 'identity'],
		['HOST', 'other.example'],
		['user-Agent', 'Me'],
	] as const;
	expect(completeHeaders(own, 'api.example.com')).toEqual(own.flat());
});

test.each([
	['Connection', 'keep-alive'],
	['Connection', 'close'],
	['Keep-Alive', 'timeout=5'],
	['Upgrade', 'h2c'],
	['Expect', '100-continue'],
	['TE', 'trailers'],
	['X-Latin', 'Zürich'],
	['X-Empty', ''],
	['X-Tab', 'a\tb'],
	['Content-Length', '5'],
])('a GET with the header %s: %s is answered', async (name, value) => {
	await withServer(echo(), async ({ url }) =>
		expect(fault(await sendOne(url, {}, { headers: [[name, value]] }))).toBe('reply 200'),
	);
});

test.each([
	['Keep-Alive', 'timeout=5'],
	['Expect', '100-continue'],
])('a POST with the header %s arrives with its body', async (name, value) => {
	await withServer(echo(), async ({ url }) => {
		const changes = { method: 'POST', body: '{}', headers: [[name, value]] as const };
		expect(JSON.parse(text(await sendOne(url, {}, changes)))['content-length']).toBe('2');
	});
});

test.each([
	['X A', 'token', '"X A" is no name of a header. Names are made of letters, digits and "-".'],
	['', 'token', '"" is no name of a header.'],
	['X-Ünder', 'token', '"X-Ünder" is no name of a header.'],
	[
		'X-A',
		'a\nb',
		'the value of the header "X-A" holds a character that HTTP cannot carry, the 2. one.',
	],
	[
		'X-A',
		'tok“en”',
		'the value of the header "X-A" holds a character that HTTP cannot carry, the 4.',
	],
	['X-A', '🙂', 'the value of the header "X-A" holds a character that HTTP cannot carry, the 1.'],
])('the header %j: %j is refused: %s', async (name, value, message) => {
	const told = fault(await sendOne('http://localhost:1/', {}, { headers: [[name, value]] }));
	expect(told).toContain(`other: The request to "localhost:1" cannot be sent: ${message}`);
	expect(told).not.toContain(value);
});

test.each(['Content-Length', 'transfer-encoding'])(
	'%s is refused where there is a body, as the HTTP client of the product does',
	async (name) => {
		const changes = { method: 'POST', headers: [[name, '2']] as const, body: '{}' };
		const result = await sendOne('http://localhost:1/', {}, changes);
		expect(fault(result)).toBe(
			`other: The request to "localhost:1" cannot be sent with the header "${name}": the HTTP client of QRadar writes it by itself and refuses a second one. Remove it from the workflow.`,
		);
		expect(!result.ok && result.fault.productMessage).toBe('Client Protocol Exception: null');
	},
);
