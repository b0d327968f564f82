import type { RunFault } from './faults.ts';
import type { LogLevel, TraceEntry } from './trace.ts';

export interface IbmLineOptions {
	/** As `-v` of IBM's tool: what the interpreter does, too. */
	readonly verbose?: boolean | undefined;
	/** The host name in LogAction lines. */
	readonly host?: string | undefined;
}

/**
 * The lines that IBM's command line testing tool prints for an entry, so that an author can lay the two
 * side by side. Source: run logs of Slack Business Plus, CyberArk EPM, IBM Spectrum Protect Plus, and of
 * issues 86 and 108 of IBM's repository. Events are printed as they are: they are the payload.
 */
export function ibmLines(entry: TraceEntry, options: IbmLineOptions = {}): string[] {
	const { verbose = false, host = 'localhost' } = options;
	const line = (level: LogLevel, source: string, text: string) =>
		`${stamp(entry.timeMs)} [${level.padEnd(5)}][${source}] ${text}`;
	const debug = (source: string, text: string) => (verbose ? [line('DEBUG', source, text)] : []);

	switch (entry.kind) {
		case 'log':
			if (entry.level === 'DEBUG' && !verbose) return [];
			return [line(entry.level, 'LogAction', `${logPrefix(entry.level, host)}${entry.message}`)];
		case 'post':
			return [
				line(
					'INFO',
					'UniversalCloudRESTAPITest',
					`Received ${entry.events.length} events from ${entry.source}`,
				),
				...entry.events.map(({ payload }) => line('INFO', 'UniversalCloudRESTAPITest', payload)),
			];
		case 'run-start':
			return [
				...debug('WorkflowRunner', 'runOnce()'),
				...debug('Workflow', `Executing Workflow ${entry.workflow} ${entry.workflowVersion}`),
			];
		case 'parameter':
			return entry.value === undefined
				? []
				: debug(
						'WorkflowState',
						`set(${entry.path}, ${JSON.stringify(entry.value)}, ${entry.secret})`,
					);
		case 'state-write':
			return debug('WorkflowState', `set(${entry.path}, ${entry.value}, false)`);
		case 'state-delete':
			return debug('WorkflowState', `delete(${entry.path})`);
		case 'action':
			return debug(`${entry.action}Action`, `${entry.action}Action.execute()`);
		case 'condition':
			return debug('WorkflowState', `evaluate(${entry.text}) returns ${entry.result}`);
		case 'no-branch':
			return debug('IfAction', 'No conditions passed and no else section. Doing nothing.');
		case 'request':
			return [
				...debug('CallEndpointAction', `${entry.method} ${entry.url}`),
				...entry.headers.flatMap(([name, value]) =>
					debug('CallEndpointAction', `> ${name}: ${value}`),
				),
				...(entry.body === undefined ? [] : debug('CallEndpointAction', `> ${entry.body}`)),
			];
		case 'response':
			return debug('CallEndpointAction', `${entry.status} ${entry.statusMessage}`.trim());
		case 'request-failed':
			return debug('CallEndpointAction', entry.message);
		case 'sleep':
			return debug('SleepAction', `Sleeping ${entry.durationMs} ms`);
		case 'status':
			return entry.status === undefined
				? debug('ClearStatusAction', 'Status cleared')
				: [line(entry.status.level, 'SetStatusAction', entry.status.message)];
		case 'outcome':
			return entry.fault === undefined ? [] : faultLines(entry.fault, line, debug);
		case 'note':
			return debug('WorkflowRunner', entry.message);
		case 'state-saved':
			return debug('WorkflowState', 'save()');
	}
}

/**
 * The code of INFO is that of run logs. Assumed: WARN and ERROR have those that QRadar's own log files show.
 * Lines of level DEBUG have none in issues 86 and 108 of IBM's repository.
 */
const CODES: Readonly<Record<LogLevel, string | undefined>> = {
	INFO: '0000006000',
	WARN: '0000004000',
	ERROR: '0000003000',
	DEBUG: undefined,
};

function logPrefix(level: LogLevel, host: string): string {
	const code = CODES[level];
	return code === undefined ? '' : `[NOT:${code}][${host}/- -] [-/- -]`;
}

/** What QRadar would show as the status; the rest is ours, and only for those who want to know more. */
function faultLines(
	{ message, explanation, action }: RunFault,
	line: (level: LogLevel, source: string, text: string) => string,
	debug: (source: string, text: string) => string[],
): string[] {
	const source = action === undefined ? 'WorkflowRunner' : `${action}Action`;
	return [
		line('ERROR', 'WorkflowRunner', message),
		...(explanation === undefined ? [] : debug(source, explanation)),
	];
}

/** `2024-02-26 20:44:18`, in UTC. */
function stamp(timeMs: number): string {
	const date = new Date(timeMs);
	return Number.isNaN(date.getTime())
		? String(timeMs)
		: date.toISOString().slice(0, 19).replace('T', ' ');
}
