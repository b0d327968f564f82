/** Leaves the reading of a query with Java's message; caught in `parseQuery`, never seen outside. */
export class QueryFault extends Error {
	/** Where in the query the reader stood. */
	readonly offset: number;

	constructor(message: string, offset: number) {
		super(message);
		this.offset = offset;
	}
}
