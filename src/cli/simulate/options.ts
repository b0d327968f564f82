import { LIMITS } from '../../sim/limits.ts';
import type { OptionSpec } from '../command.ts';
import { TWIN_OPTIONS } from '../createTwin.ts';

/** The options of `simulate`: IBM's own first, then ours. */
export const SIMULATE_OPTIONS: Readonly<Record<string, OptionSpec>> = {
	workflow: {
		kind: 'text',
		alias: 'w',
		value: 'FILE',
		describe: 'the workflow; - for standard input',
	},
	values: { kind: 'text', value: 'FILE', describe: 'its parameter values; also written -wp FILE' },
	state: {
		kind: 'text',
		alias: 's',
		value: 'FILE',
		describe: 'the State: read if it is there, written after each run that ends well',
	},
	recurrence: {
		kind: 'text',
		alias: 'r',
		value: 'SECONDS',
		describe: 'from the start of a run to the next',
	},
	proxy: {
		kind: 'text',
		alias: 'p',
		value: '[USER@]SERVER:PORT',
		describe: 'a proxy; its password is taken from QRADAR_WORKFLOW_PROXY_PASSWORD',
	},
	untrusted: { kind: 'flag', alias: 'u', describe: 'Accept untrusted server certificates' },
	ca: {
		kind: 'list',
		value: 'FILE',
		describe: 'certificates to trust beside those of this machine, PEM or DER; repeatable',
	},
	verbose: {
		kind: 'flag',
		alias: 'v',
		describe: 'Print what the interpreter does, in IBM’s words',
	},
	set: {
		kind: 'list',
		value: 'NAME=VALUE',
		describe: 'a parameter value, over those of -wp; repeatable',
	},
	'set-env': {
		kind: 'list',
		value: 'NAME=VARIABLE',
		describe: 'the same, taken from an environment variable; repeatable',
	},
	runs: {
		kind: 'text',
		value: 'N',
		describe: 'recurrences to run (1; with -r and a real clock until interrupted)',
	},
	api: {
		kind: 'text',
		value: 'NAME|FILE',
		describe:
			'answer from an API in a box, “any” for a stand-in, a scenario or HAR file; nothing leaves the machine',
	},
	record: {
		kind: 'text',
		value: 'FILE',
		describe: 'write what was asked and answered as a scenario for --api, without secrets',
	},
	...TWIN_OPTIONS,
	profile: {
		kind: 'list',
		value: 'NAME=VALUE',
		describe: 'a switch for what nobody knows about QRadar or the API; repeatable',
	},
	route: {
		kind: 'list',
		value: 'ORIGIN=ORIGIN',
		describe: 'send requests for one origin to another; repeatable',
	},
	'allow-host': {
		kind: 'list',
		value: 'HOST',
		describe:
			'a host that may be called though neither workflow nor parameters name it; repeatable',
	},
	clock: {
		kind: 'choice',
		choices: ['virtual', 'real'],
		describe: 'Whether Sleep and recurrence pass at once (virtual with --api, real otherwise)',
	},
	identifier: {
		kind: 'text',
		value: 'NAME',
		describe: 'the log source identifier: source of events whose action names none',
	},
	eps: {
		kind: 'text',
		value: 'N',
		describe: 'the EPS throttle of the log source: events a second at most (none)',
	},
	'event-bytes': {
		kind: 'text',
		value: 'N',
		describe: 'how long an event may be without a note that QRadar may cut it (32,000)',
	},
	'persist-on-abort': {
		kind: 'choice',
		choices: ['true', 'false'],
		describe: 'Whether the State of a run that did not end well is kept (false)',
	},
	events: { kind: 'text', value: 'FILE', describe: 'append posted events, one JSON object a line' },
	trace: {
		kind: 'text',
		value: 'FILE',
		describe: 'write everything that happens, one JSON object a line',
	},
	coverage: {
		kind: 'flag',
		describe: 'Show what never ran and why, line by line, and how to see more of it',
	},
	format: {
		kind: 'choice',
		choices: ['text', 'json'],
		describe: 'json: the summary alone, as JSON',
	},
	quiet: { kind: 'flag', alias: 'q', describe: 'Print no events and no log lines' },
	force: {
		kind: 'flag',
		describe:
			'Run in spite of errors that validation finds, and with the State of another workflow; replace the file of --record',
	},
	timeout: {
		kind: 'text',
		value: 'TIME',
		describe: 'how long the simulation may really take, such as 5m (outcome limit)',
	},
	'http-timeout': {
		kind: 'text',
		value: 'TIME',
		describe: 'how long a server may keep silent (60s); a whole answer may take ten times as long',
	},
	...limitOptions(),
};

/** The ceilings of a run, by the flags that their messages name. */
function limitOptions(): Record<string, OptionSpec> {
	return Object.fromEntries(
		Object.entries(LIMITS).map(([name, { flag, doc, default: preset }]) => [
			flag.slice(2),
			name.endsWith('Ms')
				? { kind: 'text', value: 'TIME', describe: `a ceiling: ${doc} (${preset / 86_400_000}d)` }
				: {
						kind: 'text',
						value: 'N',
						describe: `a ceiling: ${doc} (${preset.toLocaleString('en-US')})`,
					},
		]),
	);
}
