import type { Group } from '../base/openQuestion.ts';

/** How we know what we say, from the surest to none at all. */
export const EVIDENCE = {
	documented: 'IBM (for the twin: Atlassian) writes it, or the published schema enforces it',
	log: 'a run of the product that somebody published shows it',
	observed: 'published workflows, or collectors in the field, rely on it',
	inferred: 'follows from the rest, or from the Java libraries that the product uses',
	unknown: 'nobody outside knows; we chose, and a switch or a reason stands beside the choice',
} as const;

export type Evidence = keyof typeof EVIDENCE;

/** A switch that selects another reading: `--profile NAME=VALUE`. */
export interface Switch {
	readonly name: string;
	/** The reading that is taken, as one would type it. */
	readonly default: string;
	/** The other readings. Where `open`, only those worth trying. */
	readonly alternatives: readonly string[];
	/** Whether other values are possible too. */
	readonly isOpen: boolean;
}

/** One behaviour of the product, or of an API in a box, that this project embodies. */
export interface FidelityRow {
	/** Never renamed, never used again for something else. */
	readonly id: string;
	readonly group: Group;
	/** What we do. */
	readonly behaviour: string;
	readonly evidence: Evidence;
	/** Where the evidence is found: pages, schemas, issues, workflows with counts. */
	readonly source: string;
	readonly switch?: Switch;
	/** Why an unknown has no switch. */
	readonly fixed?: string;
	/** The file of cases that hold it. */
	readonly test: string;
}

/** A row of what is known, as the tables of this room write it. */
export type KnownRow = Pick<FidelityRow, 'id' | 'behaviour' | 'source'> & {
	readonly evidence: Exclude<Evidence, 'unknown'>;
};

/** The file whose cases hold the rows of a group. */
export function testOf(group: Group): string {
	return `test/fidelity/${group}.cases.json`;
}
