import type { Span } from '../base/span.ts';
import type { ActionName } from '../catalog/actions.ts';
import type { RunFault } from './faults.ts';
import type { PostedEvent } from './ports.ts';

export type LogLevel = 'INFO' | 'WARN' | 'ERROR' | 'DEBUG';
export type StatusLevel = 'INFO' | 'WARN' | 'ERROR';

/** The status of the log source, as QRadar shows it. */
export interface Status {
	readonly level: StatusLevel;
	readonly message: string;
}

/** How a run ended. */
export type OutcomeKind = 'ended' | 'aborted' | 'failed' | 'limit' | 'interrupted';

type Headers = readonly (readonly [name: string, value: string])[];

/** What every entry carries. */
interface EntryBase {
	/** The run, counted from 1. */
	readonly run: number;
	/** On the clock of the run. */
	readonly timeMs: number;
}

interface InAction extends EntryBase {
	/** The action that caused it. */
	readonly action: ActionName;
	/** Its start tag in the document: offsets, which the document's source turns into lines. */
	readonly span?: Span;
}

/**
 * Something that happened in a run. Texts are shortened and free of secrets; the events in a `post`
 * entry are the payload itself and are not.
 */
export type TraceEntry =
	| (EntryBase & {
			readonly kind: 'run-start';
			readonly workflow: string;
			readonly workflowVersion: string;
	  })
	/** A parameter that was written to the State, or removed from it (no value). */
	| (EntryBase & {
			readonly kind: 'parameter';
			readonly path: string;
			readonly value?: string;
			readonly secret: boolean;
	  })
	| (InAction & { readonly kind: 'action' })
	/** A condition that was tested. `text` is what remained after rendering. */
	| (InAction & { readonly kind: 'condition'; readonly text: string; readonly result: boolean })
	/** No branch of an If held. */
	| (InAction & { readonly kind: 'no-branch' })
	| (InAction & { readonly kind: 'state-write'; readonly path: string; readonly value: string })
	| (InAction & { readonly kind: 'state-delete'; readonly path: string })
	| (InAction & {
			readonly kind: 'request';
			readonly method: string;
			readonly url: string;
			readonly headers: Headers;
			readonly body?: string;
	  })
	| (InAction & {
			readonly kind: 'response';
			readonly status: number;
			readonly statusMessage: string;
			readonly headers: Headers;
			readonly body: string;
			readonly bodyLength: number;
			readonly durationMs: number;
	  })
	| (InAction & { readonly kind: 'request-failed'; readonly message: string })
	| (InAction & { readonly kind: 'log'; readonly level: LogLevel; readonly message: string })
	| (InAction & { readonly kind: 'status'; readonly status: Status | undefined })
	| (InAction & {
			readonly kind: 'post';
			readonly source: string;
			readonly events: readonly PostedEvent[];
	  })
	| (InAction & { readonly kind: 'sleep'; readonly durationMs: number })
	/** Something worth knowing that is no fault: a raised recurrence, an unknown that was met. */
	| (EntryBase & { readonly kind: 'note'; readonly message: string; readonly span?: Span })
	| (EntryBase & { readonly kind: 'state-saved' })
	| (EntryBase & {
			readonly kind: 'outcome';
			readonly outcome: OutcomeKind;
			readonly fault?: RunFault;
			readonly requests: number;
			readonly events: number;
			readonly durationMs: number;
	  });

export type TraceListener = (entry: TraceEntry) => void;

/** Where a text in a trace entry is cut. */
export const TRACE_TEXT_MAX = 2_000;

/** A text short enough for a trace, saying how much was left out. */
export function shortened(text: string, max = TRACE_TEXT_MAX): string {
	return text.length <= max
		? text
		: `${text.slice(0, max)}… (${(text.length - max).toLocaleString('en-US')} more characters)`;
}
