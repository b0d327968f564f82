import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testFolder } from '../host/folder.ts';
import { startServer, type TestServer } from '../host/servers.ts';
import { type RunOptions, runCommand } from './runCommand.ts';
import { workflow } from './workflows.ts';

/** Says hello. */
export const HELLO = workflow('<Log type="INFO" message="Hello" />');

/** Pulls one page of events in each run. */
export const PULL = workflow(
	`<Initialize path="/page" value="0" />
	<Set path="/page" value="\${/page + 1}" />
	<CallEndpoint method="GET" url="\${/base}/events?page=\${/page}" savePath="/response">
		<BearerAuthentication token="\${/token}" />
	</CallEndpoint>
	<If condition="/response/status_code != 200"><Abort reason="Status \${/response/status_code}" /></If>
	<PostEvents path="/response/body/events" source="API" />
	<Delete path="/response" />`,
	`<Parameter name="base" label="Base" required="true" />
	<Parameter name="token" label="Token" required="true" secret="true" />`,
);

/** One call of `simulate`. */
export interface Case {
	readonly documents?: Readonly<Record<string, string>>;
	readonly argv: readonly string[];
	readonly options?: RunOptions;
}

/** Runs `simulate` in a folder of its own that holds the documents; `@name` stands for a path in it. */
export async function simulate({ documents = {}, argv, options = {} }: Case) {
	const folder = testFolder();
	for (const [name, text] of Object.entries(documents)) writeFileSync(join(folder, name), text);
	const words = argv.map((word) => (word.startsWith('@') ? join(folder, word.slice(1)) : word));
	const result = await runCommand(['simulate', ...words], options);
	const read = (name: string) => readFileSync(join(folder, name), 'utf8');
	return { ...result, folder, read };
}

/** Runs PULL against a server of the test's own. */
export async function pull(server: Promise<TestServer>, argv: readonly string[] = []) {
	const started = await server;
	try {
		return await simulate({
			documents: { 'w.xml': PULL },
			argv: ['-w', '@w.xml', '--set', `base=${started.url}`, '--set', 'token=very-secret', ...argv],
		});
	} finally {
		await started.close();
	}
}

/** A server that always answers with this. */
export function json(body: unknown) {
	return startServer((_, response) => {
		response.setHeader('Content-Type', 'application/json');
		response.end(typeof body === 'string' ? body : JSON.stringify(body));
	});
}
