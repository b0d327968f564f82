import type { JsonObject } from '../../src/base/json.ts';
import type { Version } from '../../src/base/version.ts';
import type { Program } from '../../src/compile/program.ts';
import type { JpathBehaviour } from '../../src/jpath/behaviour.ts';
import { createMemoryStore } from '../../src/memory/memoryStore.ts';
import { createSeededRandom } from '../../src/memory/seededRandom.ts';
import { createTwinHttp } from '../../src/memory/twinHttp.ts';
import { createVirtualClock } from '../../src/memory/virtualClock.ts';
import type { SimBehaviour } from '../../src/sim/behaviour.ts';
import { simulate } from '../../src/sim/simulate.ts';
import type { SimulationResult } from '../../src/sim/simulationResult.ts';
import { TWINS } from '../../src/twin/index.ts';
import type { LedgerVerdict } from '../../src/twin/twin.ts';
import { checkDocument } from '../../src/validate/checkDocument.ts';
import { writeDocument } from '../../src/xml/write.ts';
import { atlassianOrgAudit } from '../../templates/atlassian-org-audit/template.ts';

export const START_MS = Date.UTC(2026, 10, 20, 10);

/** What happens at the API, and what the administrator set; every field has a default. */
export interface Story {
	readonly scenario?: string;
	readonly parameters?: Readonly<Record<string, string>>;
	readonly profile?: Readonly<Record<string, unknown>>;
	readonly faults?: readonly unknown[];
	readonly traffic?: Readonly<Record<string, unknown>>;
	readonly runs?: number;
	readonly recurrenceMs?: number;
	readonly seed?: number;
	readonly version?: Version;
	/** The State that an earlier story left, what it delivered, and where it began. */
	readonly state?: JsonObject;
	readonly delivered?: readonly string[];
	readonly from?: number;
	/** How long after the start of the scenario the polling begins. */
	readonly laterMs?: number;
	/** What becomes of the text of a response on its way. */
	readonly rewrite?: (body: string) => string;
	/** What QRadar does where nobody knows. */
	readonly behaviour?: Partial<SimBehaviour>;
	readonly jpathBehaviour?: Partial<JpathBehaviour>;
	/** QRadar is killed when it has saved its State, posted or asked so many times. */
	readonly killAt?: number;
}

export interface Told extends LedgerVerdict {
	readonly result: SimulationResult;
	/** Every payload, in order. */
	readonly payloads: readonly string[];
	/** The addresses requested, in order. */
	readonly urls: readonly string[];
	readonly stateText: string;
	/** The State that is saved: what a killed QRadar begins with again. */
	readonly saved: JsonObject | undefined;
	readonly isKilled: boolean;
}

const programs = new Map<Version, Program>();

function programOf(version: Version): Program {
	const known = programs.get(version);
	if (known !== undefined) return known;
	const written = writeDocument(atlassianOrgAudit.build(version));
	if (!written.ok) throw new Error('The template cannot be written.');
	const { program, diagnostics } = checkDocument('workflow.xml', written.text);
	if (program === undefined || diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
	programs.set(version, program);
	return program;
}

/** Runs the Atlassian workflow through a story: one and a half hours of polling every five minutes. */
export async function tell(story: Story): Promise<Told> {
	const { runs = 18, recurrenceMs = 300_000, seed = 7, version = 'V2' } = story;
	const clock = createVirtualClock(START_MS);
	const twin = TWINS.atlassian?.create({
		now: () => clock.now(),
		seed,
		scenario: story.scenario ?? 'busy',
		profile: story.profile ?? {},
		traffic: story.traffic ?? {},
		faults: story.faults ?? [],
	});
	if (twin === undefined) throw new Error('There is no Atlassian twin.');
	clock.advance(story.laterMs ?? 0);
	for (const payload of story.delivered ?? []) twin.ledger.record(payload, '', clock.now());
	if (story.from !== undefined) twin.ledger.from(story.from);
	const payloads: string[] = [];
	const urls: string[] = [];
	const http = createTwinHttp(twin, clock);
	const store = createMemoryStore(story.state);
	const power = new AbortController();
	const { signal } = power;
	let acts = 0;
	/** Says whether there is still power for what is about to happen. */
	const act = () => {
		acts++;
		if (acts === story.killAt) power.abort('killed');
		return !signal.aborted;
	};
	const result = await simulate(programOf(version), {
		ports: {
			clock,
			http: {
				async send(request, signal) {
					if (!act()) return { ok: false, fault: { kind: 'other', message: 'killed' } };
					urls.push(request.url);
					const result = await http.send(request, signal);
					if (story.rewrite === undefined || !result.ok) return result;
					const { reply } = result;
					return { ok: true, reply: { ...reply, body: story.rewrite(String(reply.body)) } };
				},
			},
			sink: {
				post(events) {
					if (!act()) return;
					for (const { payload, source, timeMs } of events) {
						payloads.push(payload);
						twin.ledger.record(payload, source, timeMs);
					}
				},
				flush: async () => {},
			},
			store: {
				load: store.load,
				save: async (state) => {
					if (act()) await store.save(state);
				},
			},
			random: createSeededRandom(seed),
		},
		parameterValues: new Map(
			Object.entries({
				orgID: twin.credentials.orgId ?? '',
				apiToken: twin.credentials.apiKey ?? '',
				...story.parameters,
			}),
		),
		runs,
		recurrenceMs,
		signal,
		...(story.behaviour === undefined ? {} : { behaviour: story.behaviour }),
		...(story.jpathBehaviour === undefined ? {} : { jpathBehaviour: story.jpathBehaviour }),
	});
	return {
		...twin.ledger.verdict(clock.now()),
		result,
		payloads,
		urls,
		stateText: JSON.stringify(result.state),
		saved: (await store.load()) as JsonObject | undefined,
		isKilled: signal.aborted,
	};
}
