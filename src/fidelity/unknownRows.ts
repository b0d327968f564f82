import type { FixedQuestion, Switches } from '../base/openQuestion.ts';
import { HOST_FIXED, HOST_SWITCHES } from '../host/behaviour.ts';
import { JPATH_FIXED, JPATH_SWITCHES } from '../jpath/behaviour.ts';
import { SIM_FIXED, SIM_SWITCHES } from '../sim/behaviour.ts';
import { ATLASSIAN_UNKNOWNS, type Unknown } from '../twin/atlassian/profile.ts';
import { type Evidence, type FidelityRow, testOf } from './row.ts';

/** A row for every entry of the tables of unknowns. */
export function unknownRows(): FidelityRow[] {
	return [
		...switchRows(JPATH_SWITCHES),
		...JPATH_FIXED.map(fixedRow),
		...switchRows(SIM_SWITCHES),
		...SIM_FIXED.map(fixedRow),
		...switchRows(HOST_SWITCHES),
		...HOST_FIXED.map(fixedRow),
		...Object.entries<Unknown>(ATLASSIAN_UNKNOWNS).map(([name, unknown]) =>
			atlassianRow(name, unknown),
		),
	];
}

function switchRows(switches: Switches): FidelityRow[] {
	return Object.entries(switches).map(
		([name, { group, question, options, isOpen = false, choice, evidence }]) => {
			const [preset = '', ...alternatives] = options.map(String);
			return {
				id: kebabCase(name),
				group,
				behaviour: `${question} ${choice}`,
				evidence: 'unknown',
				source: evidence,
				switch: { name, default: preset, alternatives, isOpen },
				test: testOf(group),
			};
		},
	);
}

function fixedRow({ id, group, question, choice, evidence, fixed }: FixedQuestion): FidelityRow {
	return {
		id,
		group,
		behaviour: `${question} ${choice}`,
		evidence: 'unknown',
		source: evidence,
		fixed,
		test: testOf(group),
	};
}

/** How sure the twin’s table is, in the words of this one. */
const CONFIDENCE: Readonly<Record<Unknown['confidence'], Evidence>> = {
	high: 'documented',
	medium: 'observed',
	low: 'unknown',
};

function atlassianRow(name: string, unknown: Unknown): FidelityRow {
	const { question, options, evidence, confidence, openFrom } = unknown;
	const [preset = '', ...alternatives] = options.map(String);
	return {
		id: `twin-${kebabCase(name)}`,
		group: 'atlassian',
		behaviour: `${question} ${preset}.`,
		evidence: CONFIDENCE[confidence],
		source: evidence,
		switch: {
			name,
			default: preset,
			alternatives,
			isOpen: openFrom !== undefined,
		},
		test: testOf('atlassian'),
	};
}

function kebabCase(name: string): string {
	return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/^-/, '');
}
