/** A fault of ours, never of the user's input. The command line leaves with 3 and asks for a report. */
export class InvariantError extends Error {
	override readonly name = 'InvariantError';
}

/** States what must hold whatever the user gave us. */
export function invariant(holds: unknown, message: string): asserts holds {
	if (!holds) throw new InvariantError(message);
}

/** Ends a switch over a union: the compiler refuses a missing case. */
export function assertNever(value: never): never {
	throw new InvariantError(`Unexpected value ${JSON.stringify(value)}.`);
}
