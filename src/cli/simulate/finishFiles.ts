import type { Flags } from '../flags.ts';
import type { EventOutput } from './eventOutput.ts';
import type { Files } from './openFiles.ts';
import type { Recording } from './openRecording.ts';

/** A line of the summary. */
export type Note = readonly [label: string, text: string];

/**
 * Writes what is left to write when the runs are over. What cannot be written is no reason to keep the summary back:
 * the first problem is given, for the caller to throw when everything is told.
 */
export async function finishFiles(
	{ flags }: { readonly flags: Flags },
	{
		files,
		recording,
		sink,
	}: {
		readonly files: Pick<Files, 'trace'>;
		readonly recording: Recording | undefined;
		readonly sink: Pick<EventOutput, 'isWhole'>;
	},
): Promise<{ readonly notes: readonly Note[]; readonly problem: unknown }> {
	const notes: Note[] = [];
	const events = flags.text('events');
	if (events !== undefined)
		notes.push(['Written', `${sink.isWhole ? '' : 'not all '}events to ${events}`]);
	const trace = flags.text('trace');
	let problem = files.trace?.finish();
	if (trace !== undefined)
		notes.push(['Traced', problem === undefined ? `to ${trace}` : `in part, to ${trace}`]);
	try {
		const recorded = await recording?.finish();
		if (recorded !== undefined) notes.push(['Recorded', recorded]);
	} catch (error) {
		problem ??= error;
		notes.push(['Recorded', `nothing: ${flags.text('record')} could not be written`]);
	}
	return { notes, problem };
}
