import { fromHex, fromSpacedBase64, utf8Text } from '../base/bytes.ts';
import type { Json } from '../base/json.ts';
import type { ElementNode } from '../model/workflow.ts';
import { type Completing, type Completion, NEXT, Stop } from './completion.ts';
import { areSurelyShort, fitPayload, payloadToFit } from './eventSize.ts';
import { failure } from './faults.ts';
import type { PostedEvent } from './ports.ts';
import type { Run } from './run.ts';
import { shortened } from './trace.ts';
import { optionalTextOf, payloadOf, wordOf } from './values.ts';

/** Hands events to the sink, one block for one action. No events, no block. */
export function postEvents(
	node: ElementNode<'PostEvent'> | ElementNode<'PostEvents'>,
	values: readonly Json[],
	run: Run,
): Completing {
	const encoding = wordOf(node, 'encoding', run);
	if (encoding instanceof Stop) return encoding;
	const rendered = optionalTextOf(node, 'source', run);
	if (rendered instanceof Stop) return rendered;
	// Source: IBM documentation "PostEvents", V2_1: without a source, the identifier of the log source.
	const source = rendered ?? run.environment.logSourceIdentifier;
	if (values.length === 0) return NEXT;
	if (source.trim() === '') run.note(NO_SOURCE, node.attributes.source?.span);
	const tooMany = run.countEvents(values.length, source);
	if (tooMany !== undefined) return tooMany;

	const { ports, throttle } = run.environment;
	const block = { run: run.number, timeMs: ports.clock.now(), source };
	const areShort = areSurelyShort(values, run);
	const events: PostedEvent[] = [];
	for (const value of values) {
		if (encoding === 'UTF-8') {
			const payload = areShort ? undefined : payloadToFit(value, run);
			events.push(new LazyEvent(block, value, payload));
		} else {
			const payload = decodePayload(payloadOf(value), encoding);
			if (payload instanceof Stop) return payload;
			events.push({ ...block, payload: fitPayload(payload, run), value });
		}
	}
	if (run.isTraced) run.emit(node, { kind: 'post', source: run.shown(source), events });
	try {
		const posted = ports.sink.post(events);
		if (posted === undefined && throttle === undefined) return NEXT;
		return afterPosting(posted, events.length, run);
	} catch (problem) {
		return notWritten(problem, run);
	}
}

async function afterPosting(
	posted: void | Promise<void>,
	count: number,
	run: Run,
): Promise<Completion> {
	try {
		await posted;
	} catch (problem) {
		return notWritten(problem, run);
	}
	return run.interruption() ?? hold(count, run);
}

/** Waits as the EPS throttle asks. */
async function hold(count: number, run: Run): Promise<Completion> {
	const { ports, throttle, signal } = run.environment;
	const nowMs = ports.clock.now();
	const waitMs = throttle?.waitMs(count, nowMs) ?? 0;
	if (throttle === undefined || waitMs <= 0) return NEXT;
	const tooLong = run.checkClock(nowMs + waitMs);
	if (tooLong !== undefined) return tooLong;
	run.note(`Posting was held up by the EPS throttle, ${throttle.eventsPerSecond} events a second.`);
	await ports.clock.sleep(waitMs, signal);
	return run.interruption() ?? NEXT;
}

function notWritten(problem: unknown, run: Run): Stop {
	run.areEventsSafe = false;
	const message = problem instanceof Error ? problem.message : String(problem);
	return failure(`The events could not be written: ${message}`);
}

const NO_SOURCE =
	'Events are posted with an empty source: QRadar may not find their log source. Is a parameter without value?';

interface Block {
	readonly run: number;
	readonly timeMs: number;
	readonly source: string;
}

/** An event whose payload is written when somebody reads it: a sink that only counts costs nothing. */
class LazyEvent implements PostedEvent {
	readonly value: Json;
	readonly #block: Block;
	#payload: string | undefined;

	constructor(block: Block, value: Json, payload: string | undefined) {
		this.#block = block;
		this.value = value;
		this.#payload = payload;
	}

	get run(): number {
		return this.#block.run;
	}

	get timeMs(): number {
		return this.#block.timeMs;
	}

	get source(): string {
		return this.#block.source;
	}

	get payload(): string {
		this.#payload ??= payloadOf(this.value);
		return this.#payload;
	}
}

/** The text of an event that the State holds as BASE64 or HEX. Bytes that are no UTF-8 become U+FFFD. */
function decodePayload(text: string, encoding: string): string | Stop {
	const bytes = encoding === 'HEX' ? fromHex(text) : fromSpacedBase64(text);
	if (bytes !== undefined) return utf8Text(bytes);
	return failure(`"${shortened(text, 60)}" is not ${encoding} text.`, {
		help: 'encoding says how the events are encoded in the State; leave it out for ordinary text.',
	});
}
