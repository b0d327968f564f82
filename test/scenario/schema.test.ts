import { expect, test } from 'vitest';
import { SCENARIO_SCHEMA } from '../../src/scenario/scenarioSchema.ts';
import { Ajv } from '../../src/values/ajv.ts';

interface Described {
	readonly $ref?: string;
	readonly description?: string;
	readonly properties?: Readonly<Record<string, Described>>;
	readonly definitions?: Readonly<Record<string, Described>>;
}

test('the schema is one as JSON Schema has them', () => {
	expect(new Ajv({ strict: false }).validateSchema(SCENARIO_SCHEMA)).toBe(true);
});

test('every member has a word for editors to show', () => {
	const without = (schema: Described, place: string): string[] => [
		...Object.entries(schema.definitions ?? {}).flatMap(([name, one]) => without(one, name)),
		...Object.entries(schema.properties ?? {}).flatMap(([name, one]) => [
			...(one.description === undefined && one.$ref === undefined ? [`${place}.${name}`] : []),
			...without(one, `${place}.${name}`),
		]),
	];
	expect(without(SCENARIO_SCHEMA, 'scenario')).toEqual([]);
});
