/** Something about the product that is not known, and what was chosen. */
export interface OpenQuestion<Key extends string = string> {
	/** Its number among the unknowns of the language reference, where it has one; several entries may share one. */
	readonly id: string;
	/** The switch; undefined where the choice is fixed. */
	readonly key: Key | undefined;
	readonly question: string;
	/** What can be chosen; empty where the choice is fixed or any text will do. */
	readonly options: readonly (string | boolean)[];
	readonly choice: string;
	readonly evidence: string;
}
