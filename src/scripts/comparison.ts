/**
 * `npm run comparison -- WORKFLOW.xml`: runs another Atlassian workflow and ours against the embedded twin over
 * real HTTP, story by story, and writes what each delivered into the README, between two marks.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { atlassianOrgAudit } from '../../templates/atlassian-org-audit/template.ts';
import type { Program } from '../compile/program.ts';
import { parseRoute } from '../host/httpRoute.ts';
import { serveTwin } from '../host/twinServer.ts';
import { createUndiciHttp } from '../host/undiciHttp.ts';
import { createMemoryStore } from '../memory/memoryStore.ts';
import { createSeededRandom } from '../memory/seededRandom.ts';
import { createVirtualClock } from '../memory/virtualClock.ts';
import type { PostedEvent } from '../sim/ports.ts';
import { simulate } from '../sim/simulate.ts';
import { TWINS } from '../twin/index.ts';
import type { LedgerVerdict } from '../twin/twin.ts';
import { checkDocument } from '../validate/checkDocument.ts';
import { writeDocument } from '../xml/write.ts';

interface Story {
	readonly name: string;
	readonly scenario: string;
	readonly timeZone?: string;
}

const STORIES: readonly Story[] = [
	{ name: 'A quiet hour, every event on time', scenario: 'quiet' },
	{ name: 'Events appear late', scenario: 'late' },
	{ name: 'More than ten pages are pending', scenario: 'many-pages' },
	{ name: '`timeZone` is America/New_York', scenario: 'quiet', timeZone: 'America/New_York' },
	{ name: '`timeZone` is Asia/Jerusalem', scenario: 'quiet', timeZone: 'Asia/Jerusalem' },
];

const START_MS = Date.UTC(2026, 10, 20, 10);
const RUNS = 13;
const RECURRENCE_MS = 300_000;
const ORIGIN = 'https://api.atlassian.com';
const README = fileURLToPath(new URL('../../README.md', import.meta.url));
const MARKS = ['<!-- comparison: begin -->', '<!-- comparison: end -->'] as const;

function compile(name: string, text: string): Program {
	const { program, diagnostics } = checkDocument(name, text);
	const errors = diagnostics.filter(({ severity }) => severity === 'error');
	if (program === undefined || errors.length > 0)
		throw new Error(`${name}: ${errors.map(({ message }) => message).join(' ')}`);
	return program;
}

/** One hour of polling every five minutes, over HTTP on loopback, on a virtual clock. */
async function tell(program: Program, story: Story): Promise<LedgerVerdict> {
	const clock = createVirtualClock(START_MS);
	const twin = TWINS.atlassian?.create({
		now: () => clock.now(),
		seed: 7,
		scenario: story.scenario,
	});
	if (twin === undefined) throw new Error('There is no Atlassian twin.');
	const server = await serveTwin({ twin, port: 0 });
	const http = createUndiciHttp({ routes: [parseRoute(`${ORIGIN}=${server.url}`)] });
	try {
		await simulate(program, {
			ports: {
				clock,
				http,
				sink: {
					post(events: readonly PostedEvent[]) {
						for (const { payload, source, timeMs } of events)
							twin.ledger.record(payload, source, timeMs);
					},
					flush: async () => {},
				},
				store: createMemoryStore(),
				random: createSeededRandom(1),
			},
			parameterValues: new Map([
				['orgID', twin.credentials.orgId ?? ''],
				['apiToken', twin.credentials.apiKey ?? ''],
				['timeZone', story.timeZone ?? 'UTC'],
			]),
			runs: RUNS,
			recurrenceMs: RECURRENCE_MS,
		});
		return twin.ledger.verdict(clock.now());
	} finally {
		await http.close();
		await server.close();
	}
}

function cell({ lost, repeats, outside }: LedgerVerdict): string {
	const parts = [
		lost > 0 ? `**${lost} lost**` : '',
		repeats > 0 ? `**${repeats.toLocaleString('en')} repeated**` : '',
		outside > 0 ? `${outside} from before the start` : '',
	].filter((part) => part !== '');
	return parts.length === 0 ? 'every event, once' : parts.join(', ');
}

const [otherPath] = process.argv.slice(2);
if (otherPath === undefined) {
	console.error('Usage: npm run comparison -- OTHER-WORKFLOW.xml');
	process.exit(2);
}
const other = compile(otherPath, readFileSync(otherPath, 'utf8'));
const written = writeDocument(atlassianOrgAudit.build('V2'));
if (!written.ok) throw new Error('Our own workflow cannot be written.');
const ours = compile('workflow.xml', written.text);

const rows = [];
for (const story of STORIES) {
	const [theirs, our] = [await tell(other, story), await tell(ours, story)];
	rows.push(`| ${story.name} | ${our.visible} | ${cell(theirs)} | ${cell(our)} |`);
}
const table = [
	'| One hour, polled every five minutes | Events | Published connector, unmodified | `atlassian-org-audit` |',
	'| --- | --- | --- | --- |',
	...rows,
].join('\n');
console.log(table);

const readme = readFileSync(README, 'utf8');
const begin = readme.indexOf(MARKS[0]);
const end = readme.indexOf(MARKS[1]);
if (begin < 0 || end < begin) throw new Error(`README.md lacks the marks ${MARKS.join(' … ')}.`);
writeFileSync(
	README,
	`${readme.slice(0, begin + MARKS[0].length)}\n${table}\n${readme.slice(end)}`,
);
