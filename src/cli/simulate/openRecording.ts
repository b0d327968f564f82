import { statSync } from 'node:fs';
import { openDraftFile } from '../../host/draftFile.ts';
import { HostError } from '../../host/hostError.ts';
import { createRecorder } from '../../scenario/createRecorder.ts';
import { writeScenario } from '../../scenario/writeScenario.ts';
import type { Clock, Http } from '../../sim/ports.ts';
import type { CheckedDocument } from '../../validate/checkDocument.ts';
import type { Flags } from '../flags.ts';
import { UsageError } from '../usageError.ts';
import { type ParameterValues, secretTexts } from './parameterValues.ts';

/** A recording of a simulation's requests and answers. */
export interface Recording {
	readonly http: Http;
	/** Takes note of a posted event. */
	record(payload: string): void;
	/** Writes what happened so far, once. Gives what to tell a person about it. Throws `HostError`. */
	finish(): Promise<string>;
}

/**
 * Begins to record a simulation, where `--record` was given, over the HTTP port that it would use. Throws `HostError`
 * when the file cannot be written, or is there already and was not to be replaced.
 */
export function openRecording(
	setup: {
		readonly flags: Flags;
		readonly clock: Clock;
		readonly seed: number;
		readonly workflow: CheckedDocument;
		readonly values: ParameterValues;
	},
	http: Http,
	secrets: readonly string[],
): Recording | undefined {
	const { flags, clock, seed, workflow, values } = setup;
	const path = flags.text('record');
	if (path === undefined) return undefined;
	if (!/\.(?:json|ya?ml)$/i.test(path))
		throw new UsageError(
			`--record takes a file whose name ends in .json, .yaml or .yml, not "${path}".`,
			'simulate',
		);
	const mayReplace = flags.has('force');
	if (!mayReplace && holdsSomething(path))
		throw new HostError(
			`"${path}" is there already, so nothing was run. Name another file with --record, or replace it with --force.`,
		);
	// Secrets are known at the end, so nothing is written before: now it is only tried.
	openDraftFile(path).discard();
	const recorder = createRecorder({
		http,
		clock,
		seed,
		secrets: [...secretTexts(workflow, values), ...secrets],
		parameters: values.texts,
		name: workflow.workflow?.attributes.name.value ?? 'Recording',
	});
	let told: string | undefined;
	return {
		http: recorder,
		record: (payload) => recorder.record(payload),
		async finish() {
			if (told !== undefined) return told;
			const isTaken = !mayReplace && holdsSomething(path);
			const place = isTaken ? path.replace(/(?=\.\w+$)/, `-${process.pid}`) : path;
			const { count } = recorder;
			told = `${count} ${count === 1 ? 'request' : 'requests'} in ${place}`;
			if (isTaken) told += `, for meanwhile something else was written to ${path}`;
			if (recorder.isFull) told += ', and no more: there was too much to keep in memory';
			const format = /\.json$/i.test(path) ? 'json' : 'yaml';
			openDraftFile(place).publish(await writeScenario(recorder.scenario(), format));
			return told;
		},
	};
}

function holdsSomething(path: string): boolean {
	try {
		return statSync(path).size > 0;
	} catch {
		return false;
	}
}
