import { GROUPS, type Group } from '../../base/openQuestion.ts';
import { fidelityRows } from '../../fidelity/fidelityRows.ts';
import { EVIDENCE, type Evidence, type FidelityRow } from '../../fidelity/row.ts';
import { printSwitch, selectRows } from '../../fidelity/selectRows.ts';
import type { Command } from '../command.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { type Flags, oneOf } from '../flags.ts';
import type { Terminal, TextOutput } from '../terminal.ts';
import { wrapText } from '../wrapText.ts';

const CLASSES = Object.keys(EVIDENCE) as Evidence[];

/** `fidelity`: prints how we know what the product does, and the switches where nobody knows. */
export const fidelityCommand: Command = {
	synopsis: '[WORDS…] [--class CLASS]',
	description:
		'Prints the behaviours of QRadar that validator and simulator embody, each with its evidence, its test and, where nobody knows, the switch for the other reading. With words: only rows that hold them all.',
	positionals: [{ name: 'words', describe: 'What to look for', isOptional: true, isRest: true }],
	options: {
		class: {
			kind: 'list',
			value: 'CLASS',
			describe: `only this class of evidence (${CLASSES.join(', ')}); repeatable`,
		},
		format: {
			kind: 'choice',
			choices: ['text', 'json', 'markdown'],
			describe: 'json: for programs; markdown: as docs/fidelity.md',
		},
	},
	run,
};

async function run(flags: Flags, { stdout, stderr }: Terminal): Promise<ExitCode> {
	const classes = flags.list('class').map((name) => oneOf('class', name, CLASSES) as Evidence);
	const words = flags.list('words');
	const rows = selectRows(fidelityRows(), { classes, words });
	const format = flags.text('format');
	if (format === 'json') stdout.write(`${JSON.stringify(rows, null, '\t')}\n`);
	else if (format === 'markdown') {
		const { fidelityReference } = await import('../../derive/fidelityReference.ts');
		stdout.write(fidelityReference(rows));
	} else showText(rows, stdout);
	if (rows.length > 0) return EXIT.clean;
	stderr.write('No row holds all of that.\n');
	return EXIT.problemsFound;
}

function showText(rows: readonly FidelityRow[], output: TextOutput): void {
	const { bold } = output.colours;
	for (const group of Object.keys(GROUPS) as Group[]) {
		const own = rows.filter((row) => row.group === group);
		if (own.length === 0) continue;
		output.write(`${bold(`${GROUPS[group]} (${own.length})`)}\n\n`);
		for (const row of own) output.write(`${rowText(row, output)}\n`);
	}
	const counts = CLASSES.map(
		(evidence) => `${rows.filter((row) => row.evidence === evidence).length} ${evidence}`,
	);
	const total = rows.length === 1 ? '1 row' : `${rows.length} rows`;
	if (rows.length > 0) output.write(`${total}: ${counts.join(', ')}.\n`);
}

const INDENT = '    ';

function rowText(row: FidelityRow, { colours, columns }: TextOutput): string {
	const { id, evidence, behaviour, source, fixed, test } = row;
	const { cyan, dim, yellow } = colours;
	const colour = evidence === 'unknown' ? yellow : dim;
	const lines = [`  ${cyan(id)}  ${colour(evidence)}`];
	const add = (label: string, text: string) => {
		const head = label === '' ? '' : `${label} `;
		for (const [index, line] of wrapText(head + text, columns - INDENT.length).entries())
			lines.push(
				`${INDENT}${index === 0 && label !== '' ? dim(label) + line.slice(label.length) : line}`,
			);
	};
	add('', behaviour);
	add('Source:', source);
	if (row.switch !== undefined) add('Switch:', printSwitch(row.switch));
	if (fixed !== undefined) add('No switch:', fixed);
	add('Test:', test);
	return `${lines.join('\n')}\n`;
}
