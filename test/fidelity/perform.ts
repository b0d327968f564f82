import { type Json, parseJson, stringifyJson } from '../../src/base/json.ts';
import { namespaceOf } from '../../src/catalog/catalog.ts';
import { Flags } from '../../src/cli/flags.ts';
import { type Profile, readBehaviour } from '../../src/cli/simulate/behaviour.ts';
import { planTests } from '../../src/cli/testConnection/planTests.ts';
import { compileWorkflow } from '../../src/compile/compile.ts';
import { evaluate, render } from '../../src/jpath/index.ts';
import { createMemoryStore } from '../../src/memory/memoryStore.ts';
import { createRecordingSink } from '../../src/memory/recordingSink.ts';
import { createScriptedHttp } from '../../src/memory/scriptedHttp.ts';
import { createSeededRandom } from '../../src/memory/seededRandom.ts';
import { createVirtualClock } from '../../src/memory/virtualClock.ts';
import { ibmLines } from '../../src/sim/ibmLines.ts';
import type { HttpRequest } from '../../src/sim/ports.ts';
import { simulate } from '../../src/sim/simulate.ts';
import type { TraceEntry } from '../../src/sim/trace.ts';
import { createAtlassianTwin } from '../../src/twin/atlassian/createAtlassianTwin.ts';
import { readOptions } from '../../src/twin/atlassian/readOptions.ts';
import type { TwinReply } from '../../src/twin/twin.ts';
import { validate } from '../../src/validate/validate.ts';
import { readDocument } from '../../src/xml/read.ts';
import {
	compileText,
	type Given,
	outcomeOf,
	type Ran,
	START_MS,
	workflowText,
} from '../sim/runWorkflow.ts';
import type {
	Case,
	DocumentCase,
	ExpressionCase,
	Observation,
	TemplateCase,
	TestsCase,
	TwinCase,
	TwinStep,
	WorkflowCase,
} from './cases.ts';
import { sendCase } from './sendCase.ts';

/** Performs a case with switches as `--profile` takes them, and says everything that was seen. */
export async function perform(given: Case, switches: readonly string[]): Promise<Observation> {
	const profile = readBehaviour(new Flags({ profile: switches }));
	if ('expression' in given) return evaluateCase(given, profile);
	if ('template' in given) return renderCase(given, profile);
	if ('actions' in given) return await runCase(given, profile);
	if ('document' in given) return await checkCase(given);
	if ('tests' in given) return planCase(given);
	if ('network' in given) return await sendCase(given, profile);
	return askTwin(given, profile);
}

function optionsOf(
	{ version }: ExpressionCase | TemplateCase,
	{ jpathBehaviour }: Profile,
	consulted: Set<string>,
) {
	return {
		version: version ?? 'V2',
		now: START_MS,
		random: () => 0.5,
		behaviour: { ...jpathBehaviour, consulted: (key: string) => consulted.add(key) },
	} as const;
}

function evaluateCase(given: ExpressionCase, profile: Profile): Observation {
	const consulted = new Set<string>();
	const state = parseJson(JSON.stringify(given.state ?? {}));
	const found = evaluate(given.expression, state, optionsOf(given, profile, consulted));
	const seen = { consulted: [...consulted] };
	if (!found.ok) return { ...seen, error: found.diagnostics[0]?.message };
	if (found.value === undefined) return { ...seen, missing: true };
	return { ...seen, result: found.value, json: stringifyJson(found.value) };
}

function renderCase(given: TemplateCase, profile: Profile): Observation {
	const consulted = new Set<string>();
	const state = parseJson(JSON.stringify(given.state ?? {}));
	const found = render(given.template, state, optionsOf(given, profile, consulted));
	const seen = { consulted: [...consulted] };
	return found.ok
		? { ...seen, text: found.value }
		: { ...seen, error: found.diagnostics[0]?.message };
}

async function runCase(given: WorkflowCase, profile: Profile): Promise<Observation> {
	const { replies = [], tests, values = {}, eventsPerSecond } = given;
	const section = tests === undefined ? '' : `<Tests>${tests}</Tests>`;
	const text = workflowText(given as Given).replace(/(?=<\/Workflow>$)/, section);
	const clock = createVirtualClock(START_MS);
	const http = createScriptedHttp(
		replies.map(({ bytes, repeated, ...reply }) => {
			if (bytes !== undefined) return { ...reply, body: Uint8Array.from(bytes) };
			return repeated === undefined
				? reply
				: { ...reply, body: String(reply.body).repeat(repeated) };
		}),
	);
	const sink = createRecordingSink();
	const store = createMemoryStore((given.state ?? {}) as Json, { keepsAll: true });
	const trace: TraceEntry[] = [];
	const result = await simulate(compileText(text), {
		ports: { clock, http, sink, store, random: createSeededRandom(1) },
		parameterValues: new Map(Object.entries(values)),
		onTrace: (entry) => trace.push(entry),
		behaviour: profile.behaviour,
		jpathBehaviour: profile.jpathBehaviour,
		...present(given, ['runs', 'recurrenceMs', 'logSourceIdentifier', 'limits']),
		...present(given, ['allowUntrustedCertificates', 'eventBytesMax']),
		...(eventsPerSecond === undefined ? {} : { epsThrottle: eventsPerSecond }),
	});
	const entries = <Kind extends TraceEntry['kind']>(kind: Kind) =>
		trace.filter((entry): entry is Extract<TraceEntry, { kind: Kind }> => entry.kind === kind);
	const saved = store.saved.at(-1);
	return {
		outcome: outcomeOf({ result } as Ran),
		outcomes: result.runs.map(({ outcome }) => outcome),
		started: result.runs.map(({ startMs }) => startMs - START_MS),
		after: result.state,
		json: stringifyJson(result.state),
		saved: saved === undefined ? null : saved,
		posted: sink.events.map(({ source, payload }) => `${source} ${payload}`),
		blocks: entries('post').map(({ source, events }) => `${events.length} ${source}`),
		logs: entries('log').map(({ level, message }) => `${level} ${message}`),
		status: result.status ?? null,
		notes: result.notes,
		consulted: result.assumptions,
		console: trace.flatMap((entry) => ibmLines(entry, { verbose: true, host: 'host' })),
		waitedMs: clock.now() - START_MS,
		sent: http.requests.map(sentOf),
		sentHeaders: http.requests.map(({ headers }) => headers.map(([name]) => name).join(' ')),
	};
}

/** A request as cases write it: headers by name, repetitions joined, the body as text. */
function sentOf({ method, url, headers, body, tls }: HttpRequest): Record<string, unknown> {
	const byName: Record<string, string> = {};
	for (const [name, value] of headers)
		byName[name] = byName[name] === undefined ? value : `${byName[name]} | ${value}`;
	return {
		method,
		url,
		headers: byName,
		body: body instanceof Uint8Array ? [...body] : (body ?? null),
		untrusted: tls.allowUntrustedServerCertificate,
	};
}

async function checkCase({ document, values }: DocumentCase): Promise<Observation> {
	const full = (text: string) =>
		text.replace('"ucra:', '"http://qradar.ibm.com/UniversalCloudRESTAPI/');
	const checked = await validate(
		[{ name: 'workflow.xml', document: full(document) }],
		values === undefined ? {} : { values: { name: 'values.xml', document: full(values) } },
	);
	const found = checked.flatMap(({ diagnostics }) => diagnostics);
	return {
		findings: found.map(({ severity, layer, rule }) => `${severity} ${layer}/${rule}`),
		messages: found.map(({ message }) => message),
	};
}

function planCase({ tests, values = {} }: TestsCase): Observation {
	const parameters = Object.keys(values).map((name) => `<Parameter name="${name}" label="x" />`);
	const section = parameters.length === 0 ? '' : `<Parameters>${parameters.join('')}</Parameters>`;
	const text = `<Workflow name="T" version="1" xmlns="${namespaceOf('Workflow', 'V2')}">${section}<Actions><Set path="/later" value="example.com" /></Actions><Tests>${tests}</Tests></Workflow>`;
	const { workflow } = readDocument(text);
	if (workflow === undefined) return { planned: [] };
	const { program } = compileWorkflow(workflow);
	const planned = planTests(program, new Map(Object.entries(values)), {
		now: () => START_MS,
		random: () => 0.5,
	});
	return {
		planned: planned.map(({ plan, target }) =>
			plan.kind === 'obstacle'
				? `not tested: ${plan.message}`
				: `${plan.kind} ${target}${plan.kind === 'http' ? ` ${plan.expectedStatus}` : ''}`,
		),
	};
}

function askTwin({ requests, scenario, traffic }: TwinCase, { rest }: Profile): Observation {
	let nowMs = START_MS;
	const given = {
		seed: 7,
		now: () => nowMs,
		profile: Object.fromEntries(rest),
		...(scenario === undefined ? {} : { scenario }),
		...(traffic === undefined ? {} : { traffic }),
	};
	const { problems } = readOptions(given);
	if (problems.length > 0) throw new Error(problems.join(' '));
	const twin = createAtlassianTwin(given);
	const { orgId = '', apiKey = '' } = twin.credentials;
	const kept = new Map([['org', orgId]]);
	const fill = (text: string) =>
		text
			.replace(/\{start([+-]\d+)?\}/g, (_, shift = '0') => String(START_MS + Number(shift)))
			.replace(/\{(\w+)\}/g, (whole, name) => kept.get(name) ?? whole);
	const send = (method: string, path: string, key: string, body?: string) =>
		twin.handle({
			method,
			url: /^https?:/.test(path)
				? path
				: `https://api.atlassian.com${path.startsWith('/') ? '' : `/admin/v1/orgs/${orgId}/`}${path}`,
			headers: key === '' ? [] : [['authorization', `Bearer ${key}`]],
			...(body === undefined ? {} : { body }),
		}) as TwinReply;
	const replies: unknown[] = [];
	for (const step of requests) {
		nowMs += step.after ?? 0;
		if (step.inject !== undefined) {
			const done = send('POST', '/__control/inject', apiKey, JSON.stringify(step.inject));
			if (done.status !== 200) throw new Error(String(done.body));
		}
		if (step.get === undefined) continue;
		const ask = () => send(step.method ?? 'GET', fill(step.get ?? ''), step.key ?? apiKey);
		let reply = ask();
		for (let time = 1; time < (step.times ?? 1); time++) reply = ask();
		replies.push(shown(reply, step));
		for (const [name, path] of Object.entries(step.keep ?? {}))
			kept.set(name, String(valueAt(bodyOf(reply), path)));
	}
	return { replies };
}

function shown(reply: TwinReply, { show = [] }: TwinStep): Record<string, unknown> {
	const seen: Record<string, unknown> = { status: reply.status };
	for (const name of show) {
		const header = /^header (.*)$/.exec(name)?.[1];
		seen[name] =
			header === undefined
				? name === 'text'
					? String(reply.body)
					: (valueAt(bodyOf(reply), name) ?? null)
				: (reply.headers.find(([one]) => one.toLowerCase() === header)?.[1] ?? null);
	}
	return seen;
}

function bodyOf(reply: TwinReply): unknown {
	const text = String(reply.body);
	return text === '' ? null : JSON.parse(text);
}

function valueAt(value: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>(
			(inner, name) => (inner as Record<string, unknown> | null | undefined)?.[name],
			value,
		);
}

/** Those members that are there. */
function present<Given extends object, Name extends keyof Given>(
	given: Given,
	names: readonly Name[],
): { [One in Name]: NonNullable<Given[One]> } {
	const found = names.filter((name) => given[name] !== undefined);
	return Object.fromEntries(found.map((name) => [name, given[name]])) as never;
}
