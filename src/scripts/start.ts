import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import pico from 'picocolors';
import { TWINS } from '../twin/index.ts';
import { ROOT } from './root.ts';

/**
 * The demonstration: a connector is generated, validated, and run against an API in a box for six recurrences. What
 * is shown is what the command prints. Everything is written to a temporary folder, which is gone at the end.
 */
const COMMAND = join(ROOT, 'dist', 'qradar-workflow.cjs');
const SEED = 1;
const credentials = TWINS.atlassian?.create({ now: () => 0, seed: SEED }).credentials ?? {};
const STEPS: readonly (readonly [explanation: string, ...words: string[]])[] = [
	[
		'A connector for the audit log of an Atlassian organization, with its parameter values:',
		'generate',
		'atlassian-org-audit',
		'--set',
		`orgID=${credentials.orgId}`,
		'--set',
		`apiToken=${credentials.apiKey}`,
	],
	[
		'Checked as QRadar would check it, and more: the XML, the schema, every expression, the values:',
		'validate',
		'atlassian-org-audit/workflow.xml',
		'atlassian-org-audit/parameter-values.xml',
	],
	[
		'Six recurrences against an Atlassian API in a box. Some events appear late there; none may be lost:',
		'simulate',
		'-w',
		'atlassian-org-audit/workflow.xml',
		'-wp',
		'atlassian-org-audit/parameter-values.xml',
		'--api',
		'atlassian',
		'--runs',
		'6',
		'--seed',
		String(SEED),
		'--quiet',
	],
];

const folder = mkdtempSync(join(tmpdir(), 'qradar-workflow-demo-'));
let isInterrupted = false;
// The command that runs is told as well and ends; then the folder goes.
process.on('SIGINT', () => {
	isInterrupted = true;
});
try {
	process.exitCode = await showAll();
} finally {
	rmSync(folder, { recursive: true, force: true });
}

async function showAll(): Promise<number> {
	for (const [explanation, ...words] of STEPS) {
		say(`\n${explanation}\n`);
		say(pico.bold(`$ qradar-workflow ${words.join(' ')}`));
		const code = await run(words);
		if (isInterrupted) return 130;
		if (code !== 0) return code;
	}
	const command = relative(process.cwd(), COMMAND);
	say(`\nEach event that the API had is accounted for in the ledger. The files were written to a temporary folder.
Keep your own with

    node ${command} generate atlassian-org-audit
    node ${command} --help
`);
	return 0;
}

async function run(words: readonly string[]): Promise<number> {
	const child = spawn(process.execPath, [COMMAND, ...words], { cwd: folder, stdio: 'inherit' });
	return new Promise((resolve) => {
		child.on('error', () => resolve(1));
		child.on('close', (code) => resolve(code ?? 1));
	});
}

function say(text: string): void {
	process.stdout.write(`${text}\n`);
}
