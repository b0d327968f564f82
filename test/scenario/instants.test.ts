import { expect, test } from 'vitest';
import { compileJavaRegex } from '../../src/java/regex/regex.ts';
import { findFirst } from '../../src/java/regex/search.ts';
import { patternOfInstants } from '../../src/scenario/instants.ts';
import { casesIn } from './readCase.ts';

/** Null: there is no time near now in it, so it stays as it is. */
type Case = readonly [recorded: string, asked: string, isMet: boolean | null];

for (const [recorded, asked, isMet] of casesIn<Case>('instants.cases.json'))
	test(`"${recorded}" ${isMet === null ? 'holds no time of today' : `${isMet ? 'is' : 'is not'} met by "${asked}"`}`, () => {
		const pattern = patternOfInstants(recorded, Date.UTC(2026, 0, 1));
		expect(pattern === undefined).toBe(isMet === null);
		if (pattern === undefined) return;
		const compiled = compileJavaRegex(pattern);
		expect(compiled.ok).toBe(true);
		if (!compiled.ok) return;
		const finds = (text: string) => {
			const found = findFirst(compiled.regex, text);
			return found.ok && found.match !== undefined;
		};
		expect(finds(recorded)).toBe(true);
		expect(finds(asked)).toBe(isMet);
	});
