import type { EventSink, Http } from '../../sim/ports.ts';
import type { Library } from './library.ts';

/** A workflow that reads all pages of the made-up API and posts every event. */
const WORKFLOW = `<Workflow name="Bench" version="1.0" xmlns="http://qradar.ibm.com/UniversalCloudRESTAPI/Workflow/V2">
	<Parameters><Parameter name="origin" label="Origin" required="true" /></Parameters>
	<Actions>
		<Set path="/next" value="0" />
		<While condition="/next != ''">
			<CallEndpoint url="\${/origin}/events?page=\${/next}" method="GET" savePath="/response" />
			<PostEvents path="/response/body/data" source="bench" />
			<Set path="/next" value="\${/response/body/meta/next}" />
		</While>
		<Delete path="/response" />
	</Actions>
</Workflow>`;

/** Counts events and lets them go; reads each one's text when it is asked to. */
export function createCountingSink(
	readsPayload: boolean,
): EventSink & { count: number; chars: number } {
	return {
		count: 0,
		chars: 0,
		post(events) {
			this.count += events.length;
			if (readsPayload) for (const { payload } of events) this.chars += payload.length;
		},
		async flush() {},
	};
}

/** Simulates one run over all pages. Throws when events are missing: then there is nothing to measure. */
export async function collect(
	{ index }: Library,
	options: {
		readonly http: Http;
		readonly origin: string;
		readonly events: number;
		readonly readsPayload: boolean;
	},
): Promise<void> {
	const { program } = index.check('bench.xml', WORKFLOW);
	if (program === undefined) throw new Error('The workflow of the bench is wrong.');
	const sink = createCountingSink(options.readsPayload);
	const { runs } = await index.simulate(program, {
		ports: {
			clock: index.createVirtualClock(0),
			http: options.http,
			sink,
			store: index.createMemoryStore(),
			random: index.createSeededRandom(1),
		},
		parameterValues: new Map([['origin', options.origin]]),
		limits: { eventsMax: 10_000_000 },
	});
	if (sink.count !== options.events)
		throw new Error(`${sink.count} of ${options.events} events came: ${JSON.stringify(runs)}`);
}
