import { expect, test } from 'vitest';
import { casesIn, findingsOf } from './readCase.ts';

interface Case {
	readonly about: string;
	readonly yaml?: readonly string[];
	readonly json?: readonly string[];
	/** Each the beginning of a finding, or a part of it when it names no place. */
	readonly findings: readonly string[];
}

for (const { about, yaml, json, findings } of casesIn<Case>('validation.cases.json'))
	test(about, async () => {
		const text = `${(yaml ?? json ?? []).join('\n')}\n`;
		const found = await findingsOf(yaml === undefined ? 'test.json' : 'test.yaml', text);
		const shown = found.map((one, index) => {
			const wanted = findings[index] ?? '';
			return one.includes(wanted) && wanted !== '' ? wanted : one;
		});
		expect(shown).toEqual(findings);
	});
