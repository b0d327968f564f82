import { readFileSync } from 'node:fs';
import { createScenarioTwin } from '../../src/scenario/createScenarioTwin.ts';
import { readScenario } from '../../src/scenario/readScenario.ts';

/** The cases in a file beside the tests. */
export function casesIn<Case>(name: string): readonly Case[] {
	return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as Case[];
}

/** Findings as `line:column rule message`. */
export async function findingsOf(name: string, text: string): Promise<string[]> {
	const { source, diagnostics } = await readScenario(name, text, {
		readFile: async (path) => {
			throw new Error(`There is no file "${path}".`);
		},
	});
	return diagnostics.map(({ rule, message, span }) => {
		const { line, column } = source.positionAt(span.start);
		return `${line}:${column} ${rule} ${message}`;
	});
}

/** A twin of a scenario that must be right. Its clock stands at 1767225600000 unless told otherwise. */
export async function twinOf(scenario: unknown, now: () => number = () => 1_767_225_600_000) {
	const text = typeof scenario === 'string' ? scenario : JSON.stringify(scenario);
	const read = await readScenario('test.json', text, {
		readFile: async (path) => new TextEncoder().encode(`file ${path}`),
	});
	if (read.scenario === undefined)
		throw new Error(read.diagnostics.map(({ message }) => message).join('\n'));
	return createScenarioTwin(read.scenario, { now, random: () => 0.5 });
}
