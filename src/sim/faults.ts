import { invariant } from '../base/invariant.ts';
import type { Span } from '../base/span.ts';
import type { ActionName } from '../catalog/actions.ts';
import type { TextSyntax } from '../catalog/spec.ts';
import { SYNTAXES } from '../compile/syntax.ts';
import { Stop } from './completion.ts';

/**
 * Why a run ended early, for people and for the status of the log source. The message is the product's
 * own where one is known, so that it can be found in IBM's issues; the explanation is ours.
 */
export interface RunFault {
	/** What QRadar would show as the error status, or the nearest to it. */
	readonly message: string;
	/** Whether the wording of `message` is known from the product. */
	readonly isProductMessage: boolean;
	/** What happened, in plain words. Absent where the message says it all. */
	readonly explanation?: string;
	/** What to do about it. */
	readonly help?: string;
	/** The action that was running; absent before the first and after the last. */
	readonly action?: ActionName;
	/** Where in the document; absent on workflows made in code. */
	readonly span?: Span;
	/** The behaviour switch that decided, where the product's behaviour is not known. */
	readonly unknown?: string;
}

export interface FaultDetails {
	readonly explanation?: string | undefined;
	readonly help?: string | undefined;
	readonly span?: Span | undefined;
	readonly unknown?: string | undefined;
}

/** Ends the run with a message whose wording is the product's. */
export function productFailure(message: string, details: FaultDetails = {}): Stop {
	return new Stop('failed', { message, isProductMessage: true, ...present(details) });
}

/** Ends the run with a message of our own. */
export function failure(message: string, details: FaultDetails = {}): Stop {
	return new Stop('failed', { message, isProductMessage: false, ...present(details) });
}

/** Ends the run because a text is not what its attribute calls for, as validation says it of constants. */
export function syntaxFailure(syntax: TextSyntax, text: string, details: FaultDetails): Stop {
	const fault = SYNTAXES[syntax].faultIn(text);
	invariant(fault !== undefined, 'There is nothing wrong with the text.');
	return failure(fault.message, { help: fault.help, ...details });
}

/** The same stop, saying in which action it came about. What is known already stays. */
export function located(stop: Stop, action: ActionName, span: Span | undefined): Stop {
	const { fault } = stop;
	if (fault.action !== undefined) return stop;
	const place = fault.span ?? span;
	const complete = { ...fault, action, ...(place === undefined ? {} : { span: place }) };
	return new Stop(stop.kind, complete, stop.terminate);
}

/** Without the members that are undefined. */
function present(details: FaultDetails): {
	explanation?: string;
	help?: string;
	span?: Span;
	unknown?: string;
} {
	const { explanation, help, span, unknown } = details;
	return {
		...(explanation === undefined ? {} : { explanation }),
		...(help === undefined ? {} : { help }),
		...(span === undefined ? {} : { span }),
		...(unknown === undefined ? {} : { unknown }),
	};
}
