import type { ActionName } from '../../catalog/actions.ts';
import type { Stop } from '../completion.ts';
import { failure } from '../faults.ts';

/** Ends the run at an action, or a part of one, that the simulator cannot run yet. Never passes it over. */
export function runUnsupported(node: { readonly kind: ActionName }): Stop {
	return unsupported(node.kind);
}

/** The same for a part of an action, such as an authentication element. */
export function unsupported(what: string): Stop {
	return failure(`The simulator cannot run ${what} yet.`, {
		explanation: 'QRadar can: this says nothing about the workflow.',
	});
}
