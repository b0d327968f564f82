/** `npm run corpus -- DIR`: runs every workflow below a folder under the stand-in and writes `docs/corpus.md`. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { corpusPage } from './corpus/corpusPage.ts';
import { type Row, rowsOf } from './corpus/row.ts';
import { ROOT } from './root.ts';

const USAGE = `Usage: npm run corpus -- DIR [--out FILE] [--only TEXT] [--seeds N]

Runs every workflow document below DIR under the stand-in for any API (--api any), three recurrences each, with N seeds
(4) and with the parameter values that lie beside it, and writes a table of how they end and how much of each runs into
FILE (docs/corpus.md). Leaves with 1 when a run ends in a way that says nothing about the workflow.

Example: npm run corpus -- ../documents --only Netskope --out netskope.md`;

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
	const { values, positionals } = parseArgs({
		args: [...words],
		allowPositionals: true,
		options: {
			out: { type: 'string', default: join(ROOT, 'docs', 'corpus.md') },
			only: { type: 'string', default: '' },
			seeds: { type: 'string', default: '4' },
			help: { type: 'boolean', default: false },
		},
	});
	const [folder] = positionals;
	const seeds = Number(values.seeds);
	if (values.help || folder === undefined || !Number.isInteger(seeds) || seeds < 1) {
		process.stdout.write(`${USAGE}\n`);
		return values.help ? 0 : 2;
	}
	const rows: Row[] = [];
	const inputs = documentsBelow(folder).map((path) => ({ path, document: readFileSync(path) }));
	for await (const row of rowsOf(inputs, { seeds, only: values.only })) {
		rows.push(row);
		const { actions } = row.covered;
		const share = row.actions === 0 ? 0 : Math.floor((actions * 100) / row.actions);
		process.stdout.write(`${row.ends.padEnd(14)} ${`${share} %`.padEnd(6)} ${row.name}\n`);
	}
	writeFileSync(values.out, corpusPage(rows, seeds));
	const good = rows.filter(({ isGood }) => isGood).length;
	process.stdout.write(`${rows.length} workflows, ${good} end well in every run.\n`);
	return rows.every(({ isExplained }) => isExplained) ? 0 : 1;
}

function documentsBelow(folder: string): string[] {
	return readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith('.xml'))
		.map((entry) => join(entry.parentPath, entry.name))
		.sort();
}
