import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { documentFacts } from './conformance/documentFacts.ts';
import { encodeSomehow } from './conformance/encodings.ts';
import { mutate } from './conformance/mutate.ts';
import { SeededRandom } from './conformance/seededRandom.ts';
import { shrink } from './conformance/shrink.ts';
import { checkVectors } from './conformance/vectors.ts';
import { compare, type Verdicts } from './conformance/verdicts.ts';
import { createXsdJudge, type XsdJudge } from './conformance/xsdJudge.ts';

const USAGE = `Usage: npm run conformance -- DIR [--xsd DIR] [--mutations N] [--seed N] [--only TEXT] [--vectors DIR]

Compares our verdict on every XML document below DIR, and on N seeded mutations of each, with that of an XSD
validator (libxml2) and the published schemas, which are looked for below --xsd or else below DIR. Counts the
expressions, lists those that do not parse, and writes and reads back what is valid. With --vectors, also runs the
recorded behaviours in that folder. Leaves with 1 when the two verdicts disagree anywhere, when a vector does not
hold, or when we crash.

Example: npm run conformance -- ../documents --xsd ../schema --mutations 100 --seed 7`;

/** How many disagreements are shown whole. The rest is counted. */
const SHOWN_MAX = 25;

interface Tally {
	/** How many documents ended how. */
	readonly counts: Map<string, number>;
	documents: number;
	milliseconds: number;
	shown: number;
}

process.exitCode = main(process.argv.slice(2));

function main(words: readonly string[]): number {
	const { values, positionals } = parseArgs({
		args: [...words],
		allowPositionals: true,
		options: {
			xsd: { type: 'string' },
			mutations: { type: 'string', default: '0' },
			seed: { type: 'string', default: '1' },
			only: { type: 'string', default: '' },
			vectors: { type: 'string' },
			help: { type: 'boolean', default: false },
		},
	});
	const folder = positionals[0];
	if (values.help || folder === undefined) {
		process.stdout.write(`${USAGE}\n`);
		return values.help ? 0 : 2;
	}
	const schemas = filesBelow(values.xsd ?? folder, '.xsd').map((path) =>
		readFileSync(path, 'utf8'),
	);
	if (schemas.length === 0) {
		process.stderr.write('No .xsd file found: say where with --xsd DIR.\n');
		return 2;
	}
	const judge = createXsdJudge(schemas);
	const documents = filesBelow(folder, '.xml').filter((path) => path.includes(values.only));
	const faults =
		compareDocuments(documents, folder, judge) +
		compareMutations(documents, folder, judge, Number(values.mutations), Number(values.seed)) +
		listFacts(documents, folder) +
		(values.vectors === undefined ? 0 : runVectors(values.vectors));
	return faults === 0 ? 0 : 1;
}

function compareDocuments(documents: readonly string[], folder: string, judge: XsdJudge): number {
	const tally = newTally();
	for (const path of documents) {
		const bytes = readFileSync(path);
		const verdicts = book(tally, bytes, judge);
		if (isDisagreement(verdicts)) show(tally, relative(folder, path), verdicts, undefined);
	}
	return sum('documents', tally);
}

function compareMutations(
	documents: readonly string[],
	folder: string,
	judge: XsdJudge,
	mutations: number,
	seed: number,
): number {
	if (mutations === 0) return 0;
	const tally = newTally();
	for (const path of documents) {
		const name = relative(folder, path);
		const text = new TextDecoder().decode(readFileSync(path));
		for (let index = 0; index < mutations; index++) {
			const random = new SeededRandom(seed, name, index);
			const mutation = mutate(text, random);
			const { name: encoding, bytes } = encodeSomehow(mutation.text, random);
			const verdicts = book(tally, bytes, judge);
			if (!isDisagreement(verdicts)) continue;
			const smallest = tally.shown < SHOWN_MAX ? smallestOf(bytes, verdicts, judge) : bytes;
			const title = `${name} seed ${seed} mutation ${index} (${mutation.name}, ${encoding})`;
			show(tally, title, compare(smallest, judge), smallest);
		}
	}
	return sum('mutations', tally);
}

function listFacts(documents: readonly string[], folder: string): number {
	const all = documents.map((path) => ({
		name: relative(folder, path),
		...documentFacts(path, readFileSync(path)),
	}));
	const total = all.reduce((count, { expressions }) => count + expressions, 0);
	const findings = all.flatMap(({ name, findings }) => findings.map((line) => `${name}:${line}`));
	const faults = all.flatMap(({ name, faults }) => faults.map((line) => `${name}: ${line}`));
	const lines = [
		`\n${total} expressions, ${findings.length} findings about them`,
		...findings,
		...(faults.length > 0 ? ['Faults of ours:', ...faults] : ['All read back as written.']),
	];
	process.stdout.write(`${lines.join('\n  ')}\n`);
	return faults.length;
}

function runVectors(folder: string): number {
	const results = checkVectors(folder);
	for (const { name, total, held, failures } of results) {
		process.stdout.write(`\n${name}: ${held} of ${total} hold\n`);
		for (const line of failures.slice(0, SHOWN_MAX)) process.stdout.write(`  ${line}\n`);
	}
	return results.reduce((count, { failures }) => count + failures.length, 0);
}

/** The fewest bytes found that make the same disagreement. */
function smallestOf(bytes: Uint8Array, { kind }: Verdicts, judge: XsdJudge): Uint8Array {
	const smallest = shrink(
		Buffer.from(bytes).toString('latin1'),
		(candidate) => compare(Buffer.from(candidate, 'latin1'), judge).kind === kind,
	);
	return Buffer.from(smallest, 'latin1');
}

function book(tally: Tally, bytes: Uint8Array, judge: XsdJudge): Verdicts {
	const start = performance.now();
	const verdicts = compare(bytes, judge);
	tally.milliseconds += performance.now() - start;
	tally.documents++;
	const end = verdicts.kind === 'same' ? `both say ${verdicts.layer}` : verdicts.kind;
	tally.counts.set(end, (tally.counts.get(end) ?? 0) + 1);
	return verdicts;
}

function isDisagreement({ kind }: Verdicts): boolean {
	return kind !== 'same' && kind !== 'by choice';
}

function show(
	tally: Tally,
	title: string,
	verdicts: Verdicts,
	bytes: Uint8Array | undefined,
): void {
	if (tally.shown++ >= SHOWN_MAX) return;
	const lines = [
		`\n${verdicts.kind.toUpperCase()}  ${title}`,
		`ours   ${verdicts.ours}`,
		`theirs ${verdicts.theirs}`,
		...(bytes === undefined ? [] : [textOf(bytes)]),
	];
	process.stdout.write(`${lines.join('\n  ')}\n`);
}

function textOf(bytes: Uint8Array): string {
	try {
		return JSON.stringify(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
	} catch {
		return `bytes ${JSON.stringify(Buffer.from(bytes).toString('latin1'))}`;
	}
}

function sum(what: string, { counts, documents, milliseconds, shown }: Tally): number {
	const parts = [...counts].sort().map(([end, count]) => `  ${end}: ${count}\n`);
	const perSecond = Math.round(documents / (milliseconds / 1000 || 1));
	process.stdout.write(`\n${documents} ${what}, ${perSecond} a second\n${parts.join('')}`);
	return shown;
}

function newTally(): Tally {
	return { counts: new Map(), documents: 0, milliseconds: 0, shown: 0 };
}

function filesBelow(folder: string, end: string): string[] {
	return readdirSync(folder, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith(end))
		.map((entry) => join(entry.parentPath, entry.name))
		.sort();
}
