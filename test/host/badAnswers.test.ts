import { createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { createSeededRandom } from '../../src/memory/seededRandom.ts';
import cases from './badAnswers.cases.json' with { type: 'json' };
import { fault, sendOne, withServer } from './sendOne.ts';
import { listening } from './servers.ts';

interface Case {
	readonly title: string;
	readonly method?: string;
	/** What the server sends before it closes, one byte for each character. */
	readonly answer: string;
	/** How often a letter stands behind that, in a header that has an end then. */
	readonly repeated?: number;
	readonly fault: string;
}

/** Gives bytes to whoever asks, and then does something to the connection. */
function startRaw(answer: () => Buffer, then: (socket: Socket) => void) {
	const sockets = new Set<Socket>();
	const server = createServer((socket) => {
		sockets.add(socket.on('error', () => undefined));
		socket.once('data', () => socket.write(answer(), () => then(socket)));
	});
	return listening(server, 'http', () => {
		for (const socket of sockets) socket.destroy();
	});
}

test.each(cases as readonly Case[])(
	'$title',
	async ({ answer, repeated, method, fault: expected }) => {
		const long = repeated === undefined ? '' : `${'x'.repeat(repeated)}\r\n\r\n`;
		const bytes = Buffer.from(answer + long, 'latin1');
		await withServer(
			startRaw(
				() => bytes,
				(socket) => socket.end(),
			),
			async ({ url, port }) => {
				const result = await sendOne(url, {}, method === undefined ? {} : { method, body: '{}' });
				expect(fault(result)).toBe(expected.replaceAll('HOST', `localhost:${port}`));
			},
		);
	},
);

const LINES = [
	'Content-Length: 7',
	'Content-Length: -1',
	'Content-Length: 99999999999999999999',
	'Transfer-Encoding: chunked',
	'Content-Encoding: gzip',
	'Content-Encoding: br, deflate',
	'Location: /x',
	'Location: http://[',
	'Connection: close',
	'Connection: upgrade',
	'Keep-Alive: timeout=0',
	'Set-Cookie',
	'X: \0',
];
const FIRST = [
	'200 OK',
	'302 Found',
	'204 No',
	'304 N',
	'100 C',
	'103 E',
	'101 S',
	'99 X',
	'407 P',
];
const BODIES = ['{"a":1}', '', '7\r\n{"a":1}\r\n0\r\n\r\n', '5\r\nabc', '\u001f\u008b\b'];

test('whatever a server sends, there is a reply or a sentence, and no end of patience', {
	timeout: 60_000,
}, async () => {
	const seed = Math.floor(Math.random() * 2 ** 32);
	const random = createSeededRandom(seed);
	const below = (count: number) => Math.floor(random.next() * count);
	const pick = (list: readonly string[]) => list[below(list.length)] ?? '';
	const answer = () => {
		const lines = Array.from({ length: below(5) }, () => pick(LINES));
		const head = [`HTTP/1.1 ${pick(FIRST)}`, ...lines].join('\r\n');
		const bytes = Buffer.from(`${head}\r\n\r\n${pick(BODIES)}`, 'latin1');
		if (below(4) === 0) bytes[below(bytes.length)] = below(256);
		return below(4) === 0 ? bytes.subarray(0, below(bytes.length)) : bytes;
	};
	const endings = [
		() => undefined,
		(socket: Socket) => socket.end(),
		(socket: Socket) => socket.destroy(),
		(socket: Socket) => socket.resetAndDestroy(),
	];
	const server = startRaw(answer, (socket) => endings[below(endings.length)]?.(socket));
	await withServer(server, async ({ url }) => {
		for (let count = 0; count < 200; count++) {
			const told = fault(await sendOne(url, { timeoutMs: 50 }));
			expect(told, `seed ${seed}`).toMatch(/^(?:reply \d+|[a-z-]+: .*[.)])$/);
			expect(told, `seed ${seed}`).not.toMatch(/evaluated|undefined|Error/);
		}
	});
});
