import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Json, parseJson, stringifyJson } from '../../src/base/json.ts';
import type { Version } from '../../src/base/version.ts';
import { evaluate } from '../../src/jpath/index.ts';
import type { SimBehaviour } from '../../src/sim/behaviour.ts';
import type { Limits } from '../../src/sim/limits.ts';
import { outcomeOf, runWorkflow } from './runWorkflow.ts';

interface Case {
	readonly version?: Version;
	readonly state?: Json;
	readonly behaviour?: Partial<SimBehaviour>;
	readonly limits?: Partial<Limits>;
	readonly actions: string;
	/** How the run ends; default: well. */
	readonly outcome?: string;
	/** The whole State afterwards. */
	readonly after?: Json;
	/** The same as text, where numbers keep their digits. */
	readonly afterText?: string;
	/** Values of expressions afterwards. */
	readonly at?: Readonly<Record<string, Json>>;
	/** `source payload` of each event. */
	readonly posted?: readonly string[];
	readonly status?: Json;
}

interface Group {
	readonly about: string;
	readonly given?: Json;
	readonly cases: readonly Case[];
}

/** One file for each action; that of CallEndpoint has a form of its own. */
const FOLDER = new URL('actions/', import.meta.url);
const groups = readdirSync(FOLDER)
	.filter((name) => name !== 'CallEndpoint.cases.json')
	.flatMap((name) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Group[]);

for (const group of groups)
	describe(group.about, () => {
		for (const given of group.cases)
			test(`${given.actions.slice(0, 150)}`, async () => {
				const state = given.state ?? group.given ?? {};
				const { version, behaviour, limits } = given;
				const ran = await runWorkflow({
					actions: given.actions,
					state,
					...(version === undefined ? {} : { version }),
					behaviour: { persistOnAbort: true, ...behaviour },
					...(limits === undefined ? {} : { limits }),
				});
				expect(outcomeOf(ran)).toBe(given.outcome ?? 'ended');
				const after = ran.result.state;
				if (given.after !== undefined) expect(after).toEqual(given.after);
				if (given.afterText !== undefined) expect(stringifyJson(after)).toBe(given.afterText);
				for (const [expression, value] of Object.entries(given.at ?? {}))
					expect(evaluate(expression, after)).toEqual({ ok: true, value });
				if (given.posted !== undefined)
					expect(ran.sink.events.map(({ source, payload }) => `${source} ${payload}`)).toEqual(
						given.posted,
					);
				if (given.status !== undefined) expect(ran.result.status ?? null).toEqual(given.status);
				// What the store has is what a later run reads.
				if (given.outcome === undefined)
					expect(parseJson(stringifyJson(ran.store.saved.at(-1) ?? null))).toEqual(after);
			});
	});
