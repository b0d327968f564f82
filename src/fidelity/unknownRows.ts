import type { OpenQuestion } from '../base/openQuestion.ts';
import { DEFAULT_HOST_BEHAVIOUR, HOST_UNKNOWNS } from '../host/behaviour.ts';
import { DEFAULT_BEHAVIOUR, JPATH_UNKNOWNS } from '../jpath/behaviour.ts';
import { DEFAULT_SIM_BEHAVIOUR, SIM_UNKNOWNS, type SimBehaviour } from '../sim/behaviour.ts';
import { ATLASSIAN_UNKNOWNS, type Unknown } from '../twin/atlassian/profile.ts';
import { type Evidence, type FidelityRow, type Group, type Switch, testOf } from './row.ts';

/** An unknown without a switch: its name here, where it belongs, and why nobody can choose. */
interface Fixed {
	readonly id: string;
	readonly group?: Group;
	readonly fixed: string;
}

/** By their numbers in the tables they come from. */
const FIXED_JPATH: Readonly<Record<string, Fixed>> = {
	'U-7': {
		id: 'query-of-no-array',
		fixed: 'Any other reading would end runs that the public workflows are written to survive.',
	},
	'U-16': {
		id: 'order-with-nothing',
		fixed: 'An order needs two values; an error would end runs for a missing optional member.',
	},
	'U-17': {
		id: 'literal-template-sign',
		group: 'templates',
		fixed: 'There is no other way to write it that could be chosen.',
	},
	'U-18': {
		id: 'quotes-in-texts',
		fixed: 'An escape would change the meaning of backslashes that public workflows have.',
	},
	'U-22': {
		id: 'text-of-fractions',
		group: 'templates',
		fixed: 'The candidates differ only beyond the digits that any public workflow computes.',
	},
};

const FIXED_SIM: Readonly<Record<string, Fixed>> = {
	'U-14': {
		id: 'no-cookie-jar',
		group: 'callEndpoint',
		fixed: 'With a jar RequestCookie would have had no purpose.',
	},
	'digest-preset': {
		id: 'digest-preset',
		group: 'callEndpoint',
		fixed: 'Nothing else could be done with a nonce that is given.',
	},
	'eps-throttle': {
		id: 'eps-throttle',
		group: 'events',
		fixed: 'It is a number of the log source, given with --eps or not given.',
	},
	'set-cookie-header': {
		id: 'set-cookie-header',
		group: 'callEndpoint',
		fixed: 'A member more in the headers changes no workflow that does not read it.',
	},
	'empty-source': {
		id: 'empty-source',
		group: 'events',
		fixed: 'Which log source such events would reach is decided outside of the workflow.',
	},
	'abort-resume': {
		id: 'posted-events-stay-posted',
		group: 'events',
		fixed: 'The event pipeline takes nothing back.',
	},
};

/** Where the switches of the interpreter belong; those that are not named belong to the actions. */
const SIM_GROUPS: Readonly<Partial<Record<keyof SimBehaviour, Group>>> = {
	persistOnAbort: 'state',
	stateAfterAbort: 'state',
	persistEvery: 'state',
	emptyOptionalParameter: 'state',
	invalidJsonBody: 'callEndpoint',
	untypedJsonBody: 'callEndpoint',
	emptyBody: 'callEndpoint',
	bodyCharset: 'callEndpoint',
	headerNames: 'callEndpoint',
	queryInUrl: 'callEndpoint',
	duplicateHeaders: 'callEndpoint',
	formCharset: 'callEndpoint',
	xmlBody: 'callEndpoint',
	largeEvent: 'events',
};

/** A row for every entry of the tables of unknowns. */
export function unknownRows(): FidelityRow[] {
	return [
		...JPATH_UNKNOWNS.map((unknown) =>
			rowOf(unknown, {
				group: unknown.key === 'nullRendersAs' ? 'templates' : 'jpath',
				fixed: FIXED_JPATH,
				defaults: DEFAULT_BEHAVIOUR,
			}),
		),
		...SIM_UNKNOWNS.map((unknown) =>
			rowOf(unknown, {
				group: (unknown.key && SIM_GROUPS[unknown.key]) ?? 'actions',
				fixed: FIXED_SIM,
				defaults: DEFAULT_SIM_BEHAVIOUR,
			}),
		),
		...HOST_UNKNOWNS.map((unknown) =>
			rowOf(unknown, { group: 'network', fixed: {}, defaults: DEFAULT_HOST_BEHAVIOUR }),
		),
		...Object.entries<Unknown<unknown>>(ATLASSIAN_UNKNOWNS).map(([name, unknown]) =>
			atlassianRow(name, unknown),
		),
	];
}

function rowOf(
	{ id, key, question, options, choice, evidence }: OpenQuestion,
	place: {
		readonly group: Group;
		readonly fixed: Readonly<Record<string, Fixed>>;
		readonly defaults: object;
	},
): FidelityRow {
	const fixed = key === undefined ? place.fixed[id] : undefined;
	const group = fixed?.group ?? place.group;
	const preset = String((place.defaults as Record<string, unknown>)[key ?? '']);
	const values = options.map(String).filter((option) => option !== preset);
	return {
		id: key === undefined ? (fixed?.id ?? kebabCase(id)) : kebabCase(key),
		group,
		behaviour: `${question} ${choice}`,
		evidence: 'unknown',
		source: evidence,
		...(key === undefined
			? {}
			: { switch: switchOf(key, { preset, values, isOpen: options.length === 0 }) }),
		...(fixed === undefined ? {} : { fixed: fixed.fixed }),
		test: testOf(group),
	};
}

/** How sure the twin’s table is, in the words of this one. */
const CONFIDENCE: Readonly<Record<Unknown<unknown>['confidence'], Evidence>> = {
	high: 'documented',
	medium: 'observed',
	low: 'unknown',
};

function atlassianRow(name: string, unknown: Unknown<unknown>): FidelityRow {
	const { question, alternatives, evidence, confidence, openFrom } = unknown;
	const preset = String(unknown.default);
	const values = alternatives.map(String);
	return {
		id: `twin-${kebabCase(name)}`,
		group: 'atlassian',
		behaviour: `${question} ${preset}.`,
		evidence: CONFIDENCE[confidence],
		source: evidence,
		switch: switchOf(name, { preset, values, isOpen: openFrom !== undefined }),
		test: testOf('atlassian'),
	};
}

function switchOf(
	name: string,
	{
		preset,
		values,
		isOpen,
	}: { readonly preset: string; readonly values: readonly string[]; readonly isOpen: boolean },
): Switch {
	return { name, default: preset, alternatives: values, isOpen };
}

function kebabCase(name: string): string {
	return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/^-/, '');
}
