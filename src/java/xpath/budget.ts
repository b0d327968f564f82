/** How many steps a query may take when nobody says otherwise: about a second. */
export const STEPS_MAX = 100_000_000;

/** Leaves a query that takes too long; caught in `queryDocument`, never seen outside. */
export class RunawayQueryError extends Error {}

/** How much work a query may still do. A step is about one node looked at, or sixteen characters copied. */
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

	spendCharacters(count: number): void {
		this.spend(count >> 4);
	}
}
