import type { Span } from '../base/span.ts';
import type { Environment } from './runtime.ts';

/** Says something that is worth knowing and no fault, once in a simulation. */
export function addNote(
	{ notes, trace, ports, redactor }: Environment,
	{
		run,
		message,
		span,
	}: { readonly run: number; readonly message: string; readonly span?: Span | undefined },
): void {
	const shown = redactor.redact(message);
	if (notes.has(shown)) return;
	notes.add(shown);
	const place = span === undefined ? {} : { span };
	trace?.({ kind: 'note', run, timeMs: ports.clock.now(), message: shown, ...place });
}
