import { readFileSync } from 'node:fs';
import { type Json, parseJson } from '../../src/base/json.ts';
import type { Version } from '../../src/base/version.ts';
import type { JpathBehaviour } from '../../src/jpath/behaviour.ts';
import type { Context } from '../../src/jpath/context.ts';

/** The cases of a file beside the tests. */
export function readCases<Case>(name: string): Case {
	return JSON.parse(readFileSync(new URL(`${name}.cases.json`, import.meta.url), 'utf8')) as Case;
}

export interface ContextParts {
	readonly state?: Json;
	readonly version?: Version | undefined;
	readonly behaviour?: Partial<JpathBehaviour> | undefined;
}

/** A context in which it is always the same moment and chance always falls the same way. */
export function makeContext({
	state = {},
	version = 'V2_1',
	behaviour,
}: ContextParts = {}): Context {
	return { state, version, behaviour, now: () => 1_586_968_388_123, random: () => 0.25 };
}

/** A value as it comes out of a file of cases: with the numbers that JSON.parse would change. */
export function asState(value: unknown): Json {
	return parseJson(JSON.stringify(value));
}
