import { expect, test } from 'vitest';
import { compilePathPattern, segmentsOf } from '../../src/scenario/pathPattern.ts';
import { casesIn } from './readCase.ts';

type Case = readonly [pattern: string, path: string, parts: Record<string, string> | null];

for (const [pattern, path, parts] of casesIn<Case>('paths.cases.json'))
	test(`"${pattern}" ${parts === null ? 'is not' : 'is'} "${path}"`, () => {
		const compiled = compilePathPattern(pattern);
		expect(compiled.ok && (compiled.pattern.match(segmentsOf(path)) ?? null)).toEqual(parts);
	});

test('many wildcards do not take for ever', () => {
	const compiled = compilePathPattern(`${'/**/a*a*a*a*b'.repeat(20)}`);
	expect(
		compiled.ok && compiled.pattern.match(segmentsOf(`/${'aaaaaaaaaaaaaaaaaaa/'.repeat(200)}`)),
	).toBe(undefined);
});
