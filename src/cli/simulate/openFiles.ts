import { type EventsFile, openEventsFile } from '../../host/eventsFile.ts';
import { openFileStore } from '../../host/fileStore.ts';
import { fileIdentity } from '../../host/sameFile.ts';
import { openTraceFile, type TraceFile } from '../../host/traceFile.ts';
import type { Flags } from '../flags.ts';
import { isScenarioPath } from '../loadScenario.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usageError.ts';
import { type KeptState, NOT_KEPT, watchStore } from './keptState.ts';

/** Called when all is over, last one first. */
export type Closers = (() => void | Promise<void>)[];

/** Calls all of them, whatever goes wrong with one. Throws the first problem. */
export async function closeAll(closers: Closers): Promise<void> {
	const problems: unknown[] = [];
	for (const close of closers.reverse())
		try {
			await close();
		} catch (problem) {
			problems.push(problem);
		}
	if (problems.length > 0) throw problems[0];
}

/** The files that a simulation writes as it goes. */
export interface Files {
	readonly state: KeptState;
	readonly events: EventsFile | undefined;
	readonly trace: TraceFile | undefined;
}

/** Opens what `-s`, `--events` and `--trace` name. Throws `HostError` for what cannot be written there. */
export async function openFiles(
	flags: Flags,
	terminal: Terminal,
	closers: Closers,
): Promise<Files> {
	const state = await openState(flags, closers);
	const events = openEvents(flags, terminal, closers);
	const tracePath = flags.text('trace');
	const trace = tracePath === undefined ? undefined : openTraceFile(tracePath);
	if (trace !== undefined) closers.push(() => trace.close());
	return { state, events, trace };
}

async function openState(flags: Flags, closers: Closers): Promise<KeptState> {
	const path = flags.text('state');
	if (path === undefined) return NOT_KEPT;
	const store = await openFileStore(path);
	closers.push(() => store.close());
	return watchStore(store, path);
}

function openEvents(flags: Flags, { stderr }: Terminal, closers: Closers) {
	const path = flags.text('events');
	if (path === undefined) return undefined;
	const file = openEventsFile(path);
	closers.push(() => file.close());
	if (file.repairedBytes > 0)
		stderr.write(
			`${stderr.colours.cyan('note')}  The last event in "${path}" had been cut short (${file.repairedBytes} bytes) and was removed.\n`,
		);
	return file;
}

interface Named {
	readonly flag: string;
	readonly path: string;
	readonly isWritten: boolean;
}

/**
 * Refuses two flags for one file, through whatever links, where that would be written: one would destroy what the
 * other reads or writes. Standard output counts as one. Refuses standard input, where a file is written. Throws
 * `UsageError`.
 */
export function refuseSharedFiles(flags: Flags): void {
	for (const [name, flag] of Object.entries(WRITTEN))
		if (flags.text(name) === '-')
			throw new UsageError(
				`${flag} takes a file: standard output is for the summary. A file of that name is written ./-.`,
				'simulate',
			);
	const seen = new Map<string, Named>();
	for (const one of namedFiles(flags)) {
		const identity = fileIdentity(one.path);
		if (identity === undefined) continue;
		const other = seen.get(identity);
		if (other === undefined) seen.set(identity, one);
		else if (one.isWritten || other.isWritten)
			throw new UsageError(
				one.path === other.path
					? `${other.flag} and ${one.flag} both name "${one.path}": give each a file of its own.`
					: `${other.flag} "${other.path}" and ${one.flag} "${one.path}" are the same file: give each one of its own.`,
				'simulate',
			);
	}
}

const READ = { workflow: '-w', values: '-wp', api: '--api', ca: '--ca' };
const WRITTEN = { state: '-s', events: '--events', trace: '--trace', record: '--record' };

function namedFiles(flags: Flags): Named[] {
	const named = (table: Readonly<Record<string, string>>, isWritten: boolean) =>
		Object.entries(table).flatMap(([name, flag]) =>
			flags.list(name).map((path) => ({ flag, path, isWritten })),
		);
	// What is printed may go to a file too; where there is no such path, no other path is the same.
	const printed = { flag: 'standard output', path: '/dev/stdout', isWritten: true };
	return [printed, ...named(READ, false), ...named(WRITTEN, true)].filter(
		({ flag, path }) => path !== '-' && (flag !== '--api' || isScenarioPath(path)),
	);
}
