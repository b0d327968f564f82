import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commandTable.ts';
import { testFolder } from '../host/folder.ts';
import { startSecureServer, type TestServer } from '../host/servers.ts';
import { runCommand } from './runCommand.ts';

const VALUES = ['orgID=0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0', 'apiToken=ATCTT3xFfGN0-example'];

const EXAMPLES = Object.values(COMMANDS).flatMap(({ examples }) => examples.map(([line]) => line));

test.each(EXAMPLES)('the example "%s" works', async (line) => {
	const before = process.cwd();
	process.chdir(testFolder());
	const server = line.startsWith('test-connection') ? await startApi() : undefined;
	try {
		// A trial against an API in a box leaves the credentials empty; a check wants them filled in.
		const values = line.startsWith('validate') ? VALUES : [];
		const set = values.flatMap((value) => ['--set', value]);
		const isGenerated = await runCommand(['generate', 'atlassian-org-audit', '--out', '.', ...set]);
		expect(isGenerated.code).toBe(0);
		if (line.startsWith('jpath')) writeFileSync('state.json', '{"items":[1,2],"page":1}');
		const controller = new AbortController();
		const { code, stderr } = await runCommand(
			[...withFreePort(wordsOf(line)), ...routeTo(server)],
			{
				signal: controller.signal,
				onOutput: (text) => {
					if (text.includes('Stop it with Ctrl-C.')) controller.abort();
				},
			},
		);
		expect(stderr).not.toContain('error');
		expect(code).toBe(0);
	} finally {
		process.chdir(before);
		await server?.close();
	}
});

/** Stands in for an API on the network, where a test must not go. */
function startApi(): Promise<TestServer> {
	return startSecureServer('localhost', (_, response) => {
		response.statusCode = 404;
		response.end();
	});
}

function routeTo(server: TestServer | undefined): string[] {
	return server === undefined ? [] : ['--route', `https://api.atlassian.com=${server.url}`, '-u'];
}

/** A port of one's own, so that two runs of this test can go on side by side. */
function withFreePort(words: readonly string[]): string[] {
	return words.map((word, index) => (words[index - 1] === '--port' ? '0' : word));
}

/** Splits as a shell does, as far as the examples need it. */
function wordsOf(line: string): string[] {
	return Array.from(line.matchAll(/'([^']*)'|\S+/g), ([word, quoted]) => quoted ?? word);
}
