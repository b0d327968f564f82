/** How many steps a query may take when nobody says otherwise: seconds at most. */
export const STEPS_MAX = 100_000_000;

/** Leaves a query that takes too long; caught in `queryDocument`, never seen outside. */
export class RunawayQueryError extends Error {}

/** How much work a query may still do. A step is about ten nanoseconds: one node looked at. */
export class StepBudget {
	private readonly stepsMax: number;
	private left: number;

	constructor(stepsMax: number) {
		this.stepsMax = stepsMax;
		this.left = stepsMax;
	}

	spend(steps: number): void {
		this.left -= steps;
		if (this.left < 0)
			throw new RunawayQueryError(
				`The XPath query was stopped after ${this.stepsMax.toLocaleString('en')} steps.`,
			);
	}

	/** For text that is looked at and forgotten. */
	spendCharacters(count: number): void {
		this.spend(3 + (count >> 4));
	}

	/** For text of the result, which stays in memory. */
	spendResult(count: number): void {
		this.spend(8 + (count >> 1));
	}
}
