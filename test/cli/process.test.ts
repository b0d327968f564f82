import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { testFolder } from '../host/folder.ts';
import { startServer } from '../host/servers.ts';
import { workflow } from './workflows.ts';

const BIN = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url));

/** Posts three pages of ten numbered events in each run, one page after the other. */
const PAGES = workflow(
	`<Initialize path="/next" value="\${0}" />
	<Set path="/page" value="\${0}" />
	<While condition="/page &lt; 3">
		<CallEndpoint method="GET" url="\${/base}/\${/next}" savePath="/response" />
		<PostEvents path="/response/body/events" source="API" />
		<Set path="/next" value="\${/next + 10}" />
		<Set path="/page" value="\${/page + 1}" />
	</While>`,
	'<Parameter name="base" label="Base" required="true" />',
);

function start(...argv: string[]): ChildProcess {
	return spawn(process.execPath, ['--import', 'tsx', BIN, ...argv], {
		stdio: ['ignore', 'pipe', 'pipe'],
	});
}

async function finish(child: ChildProcess) {
	let stdout = '';
	let stderr = '';
	child.stdout?.on('data', (chunk) => {
		stdout += String(chunk);
	});
	child.stderr?.on('data', (chunk) => {
		stderr += String(chunk);
	});
	const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
	return { code, signal, stdout, stderr };
}

function countingServer() {
	return startServer((incoming, response) => {
		const first = Number(incoming.url?.slice(1));
		const events = Array.from({ length: 10 }, (_, index) => ({ id: first + index }));
		response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ events }));
	});
}

test('kill -9 at any moment of a simulation loses no event', { timeout: 120_000 }, async () => {
	const folder = testFolder();
	const [w, s, e] = ['w.xml', 's.json', 'e.jsonl'].map((name) => join(folder, name));
	if (w === undefined || s === undefined || e === undefined) throw new Error('No paths.');
	writeFileSync(w, PAGES);
	const server = await countingServer();
	const argv = [
		'simulate',
		'-w',
		w,
		'-s',
		s,
		'--events',
		e,
		'--set',
		`base=${server.url}`,
		'--quiet',
	];
	let saved = 0;
	for (let kill = 0; kill < 6; kill++) {
		const child = start(...argv, '-r', '0.001');
		const finished = finish(child);
		await untilChanged(e, finished);
		await new Promise((resolve) => setTimeout(resolve, kill * 17));
		child.kill('SIGKILL');
		expect(await finished).toMatchObject({ signal: 'SIGKILL' });
		const next = existsSync(s) ? nextIn(readFileSync(s, 'utf8')) : 0;
		expect(next).toBeGreaterThanOrEqual(saved);
		saved = next;
		const delivered = deliveredIds(e);
		for (let id = 0; id < saved; id++)
			expect(delivered.has(id), `event ${id}, kill ${kill}`).toBe(true);
	}
	await server.close();
	expect(saved).toBeGreaterThan(0);
});

/** Templates give texts, so the State keeps the number as one. */
function nextIn(state: string): number {
	return Number((JSON.parse(state) as { next: string }).next);
}

function deliveredIds(path: string): Set<number> {
	const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
	return new Set(
		lines.map((line) => {
			const { payload } = JSON.parse(line) as { payload: string };
			return (JSON.parse(payload) as { id: number }).id;
		}),
	);
}

/** Waits until a file grows, or the process is over. */
async function untilChanged(path: string, finished: Promise<unknown>): Promise<void> {
	let isOver = false;
	void finished.then(() => {
		isOver = true;
	});
	const size = () => (existsSync(path) ? readFileSync(path).length : 0);
	for (const before = size(); size() === before && !isOver; )
		await new Promise((resolve) => setTimeout(resolve, 2));
}

test('SIGINT ends a simulation with its summary and 130', { timeout: 30_000 }, async () => {
	const w = join(testFolder(), 'w.xml');
	writeFileSync(w, workflow('<Log type="INFO" message="begun" />'));
	const child = start('simulate', '-w', w, '-r', '60');
	const finished = finish(child);
	await once(child.stdout as NodeJS.ReadableStream, 'data');
	child.kill('SIGINT');
	const { code, stdout, stderr } = await finished;
	expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
	expect(stdout).toMatch(/Runs {6}1: ended well/);
});

test('output that nobody reads ends a simulation quietly', { timeout: 30_000 }, async () => {
	const w = join(testFolder(), 'w.xml');
	writeFileSync(w, workflow('<Log type="INFO" message="line" />'));
	const child = start('simulate', '-w', w, '-r', '0.01');
	child.stdout?.once('data', () => child.stdout?.destroy());
	const { code, stderr } = await finish(child);
	expect({ code, stderr }).toEqual({ code: 130, stderr: '' });
});

test('what is piped is complete, without colour, and the exit code is that of main', {
	timeout: 30_000,
}, async () => {
	const w = join(testFolder(), 'w.xml');
	const long = 'x'.repeat(1000);
	const loop = `<ForEach item="/i" items="/list"><Log type="INFO" message="\${/i} ${long}" /></ForEach>`;
	writeFileSync(
		w,
		workflow(`<Set path="/list" value="\${range(1, 500)}" />${loop}<Abort reason="Enough" />`),
	);
	const { code, stdout, stderr } = await finish(start('simulate', '-w', w));
	expect(stdout.match(/x{1000}/g)).toHaveLength(500);
	expect(stdout + stderr).not.toContain('\u001b[');
	expect(code).toBe(1);
});

test('output that does not fit on the disk is said to be cut off, and not taken for whole', {
	timeout: 30_000,
}, async () => {
	const path = join(testFolder(), 'rows.txt');
	const command = 'ulimit -f 8 && exec "$0" --import tsx "$1" fidelity > "$2"';
	const child = spawn('sh', ['-c', command, process.execPath, BIN, path]);
	const { code, stderr } = await finish(child);
	expect({ code, stderr }).toEqual({
		code: 2,
		stderr: 'error  Cannot write "<stdout>": the file would become too large for this disk.\n',
	});
});

test('events do not go to the file that the summary goes to, under whatever name', {
	timeout: 30_000,
}, async () => {
	const folder = testFolder();
	const w = join(folder, 'w.xml');
	writeFileSync(w, workflow('<Log type="INFO" message="begun" />'));
	for (const events of ['/dev/stdout', join(folder, 'out.txt')]) {
		const command = 'exec "$0" --import tsx "$1" simulate -w "$2" --events "$3" > "$4"';
		const child = spawn('sh', [
			'-c',
			command,
			process.execPath,
			BIN,
			w,
			events,
			join(folder, 'out.txt'),
		]);
		const { code, stderr } = await finish(child);
		expect(stderr).toMatch(/^error {2}standard output .*--events .*give each/);
		expect(code).toBe(2);
	}
});
