import type { Goal } from './goal.ts';
import type { Shape } from './shape.ts';

/** A goal, and how much it matters beside others. */
export interface Weighted {
	readonly goal: Goal;
	readonly weight: number;
}

/** Whether it asks for something else than an order. */
export function isNoOrder({ goal }: Weighted): boolean {
	return goal.kind !== 'above' && goal.kind !== 'below';
}

/** Whether it asks for an order, and beside what. */
export function hasLimit({ goal }: Weighted): boolean {
	return 'limit' in goal && goal.limit !== undefined;
}

/** Asked of values without which a run fails. */
export const THERE: Weighted = { goal: { kind: 'there' }, weight: 6 };

/** Whether a workflow looks whether something is there, and so can do without it. */
export function isTestOfPresence({ kind }: Goal): boolean {
	return ['present', 'missing', 'absent', 'filled', 'empty', 'count', 'truthy', 'falsy'].includes(
		kind,
	);
}

/** A run fails when such a value is not there. */
export function isRisky({ uses }: Shape): boolean {
	return (
		uses.isArray ||
		uses.isNumber ||
		uses.isBare ||
		uses.instant !== undefined ||
		uses.dates.size > 0
	);
}
