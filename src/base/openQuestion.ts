/** The parts of the product, in the order in which they are shown. */
export const GROUPS = {
	documents: 'Documents',
	state: 'State and life cycle',
	templates: 'Templates',
	jpath: 'JPath',
	actions: 'Actions',
	callEndpoint: 'CallEndpoint',
	network: 'Network',
	events: 'Events',
	connectionTests: 'Connection tests',
	atlassian: 'Atlassian API twin',
} as const;

export type Group = keyof typeof GROUPS;

/** Something about the product that is not known, and what was chosen. */
export interface OpenQuestion {
	/** Its number among the unknowns of the language reference, where it has one; several may share one. */
	readonly number?: string;
	readonly group: Group;
	readonly question: string;
	readonly choice: string;
	readonly evidence: string;
}

/** One that a switch can answer otherwise. */
export interface SwitchQuestion extends OpenQuestion {
	/** What can be chosen, the default first. */
	readonly options: readonly (string | boolean)[];
	/** Whether any other text will do too. */
	readonly isOpen?: true;
}

/** One without a switch. */
export interface FixedQuestion extends OpenQuestion {
	/** The name of its row in the fidelity table. */
	readonly id: string;
	/** Why nobody can choose. */
	readonly fixed: string;
}

/** Switches by their names. */
export type Switches = Readonly<Record<string, SwitchQuestion>>;

/** What is chosen, by the names of the switches. */
export type BehaviourOf<Table extends Switches> = {
	readonly [Name in keyof Table]: Table[Name] extends { readonly isOpen: true }
		? string
		: Table[Name]['options'][number];
};

/** The first option of every switch. */
export function defaultsOf<const Table extends Switches>(table: Table): BehaviourOf<Table> {
	const defaults = Object.entries(table).map(([name, { options }]) => [name, options[0]]);
	return Object.fromEntries(defaults) as BehaviourOf<Table>;
}
