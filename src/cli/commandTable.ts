import type { Command } from './command.ts';

/** A command as the list of commands shows it: its code is loaded only when it is asked for. */
export interface CommandRow {
	readonly summary: string;
	/** Shown at the end of its help, each with what it does. A test runs them. */
	readonly examples: readonly (readonly [line: string, explanation: string])[];
	load(): Promise<Command>;
}

/** Every command. Adding one is one row and one file. */
export const COMMANDS: Readonly<Record<string, CommandRow>> = {
	templates: {
		summary: 'List the connector templates',
		examples: [['templates', 'all templates with their parameters']],
		load: async () => (await import('./commands/templates.ts')).templatesCommand,
	},
	generate: {
		summary: 'Write a connector: workflow, parameter values and runbook',
		examples: [
			['generate atlassian-org-audit', 'into ./atlassian-org-audit'],
			[
				'generate atlassian-org-audit --out ready --set timeZone=Europe/Berlin',
				'into ./ready, with a parameter value filled in',
			],
		],
		load: async () => (await import('./commands/generate.ts')).generateCommand,
	},
	validate: {
		summary: 'Check workflows and parameter values',
		examples: [
			['validate workflow.xml', 'with the values that lie beside it'],
			['validate workflow.xml --values parameter-values.xml --format json', 'for programs'],
		],
		load: async () => (await import('./commands/validate.ts')).validateCommand,
	},
	simulate: {
		summary: 'Run a workflow on this machine',
		examples: [
			[
				'simulate -w workflow.xml -wp parameter-values.xml --api atlassian',
				'against an API in a box: nothing leaves the machine',
			],
			[
				'simulate -w workflow.xml -wp parameter-values.xml --api atlassian --runs 3 -s state.json --events events.jsonl --quiet',
				'three recurrences, state and events kept in files',
			],
			[
				'simulate -w workflow.xml -wp parameter-values.xml --api atlassian --record run.json',
				'recorded without secrets; --api run.json replays it',
			],
		],
		load: async () => (await import('./commands/simulate.ts')).simulateCommand,
	},
	'test-connection': {
		summary: 'Run the connection tests of a workflow, as QRadar’s Test button does',
		examples: [
			[
				'test-connection -w workflow.xml -wp parameter-values.xml',
				'names, connections, certificates, one request',
			],
		],
		load: async () => (await import('./commands/testConnection.ts')).testConnectionCommand,
	},
	api: {
		summary: 'Serve an API in a box over HTTP',
		examples: [['api atlassian --port 8123', 'an Atlassian organization at http://127.0.0.1:8123']],
		load: async () => (await import('./commands/api.ts')).apiCommand,
	},
	jpath: {
		summary: 'Evaluate one expression or template',
		examples: [
			["jpath 'count(/items) > 1' --state state.json", 'an expression against a State'],
			["jpath 'page ${/page + 1}' --template --state state.json", 'a template'],
		],
		load: async () => (await import('./commands/jpath.ts')).jpathCommand,
	},
	fidelity: {
		summary: 'Show how we know what QRadar does, and what to switch where nobody knows',
		examples: [
			['fidelity --class unknown', 'what nobody knows, each with its switch'],
			['fidelity null', 'everything that has to do with null'],
		],
		load: async () => (await import('./commands/fidelity.ts')).fidelityCommand,
	},
};
