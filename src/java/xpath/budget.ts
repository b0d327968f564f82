/** How many steps a query may take when nobody says otherwise: seconds at most. */
export const STEPS_MAX = 100_000_000;

/** Five million nodes of a document take about a gigabyte of memory. */
const READING_STEPS = 20;

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

	/** For nodes and attributes of a document that is read, which stay in memory: about 150 bytes each. */
	spendReading(nodeCount: number): void {
		this.spend(READING_STEPS * nodeCount);
	}

	/** For text that stays in memory, or is written anew. */
	spendResult(count: number): void {
		this.spend(8 + (count >> 1));
	}
}
