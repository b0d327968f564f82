import { isJsonArray, type Json } from '../base/json.ts';
import { toText } from '../jpath/coerce.ts';
import type { Context } from '../jpath/context.ts';
import { evaluateExpression } from '../jpath/evaluate.ts';
import type { Ledger, LedgerVerdict, TwinReply } from '../twin/twin.ts';
import type { EventPlaces } from './scenario.ts';
import { tryJson } from './tryJson.ts';

/** A ledger of what answers held. */
export interface ServedEvents extends Ledger {
	/** Books the events of an answer that was given. */
	serve(reply: TwinReply): void;
}

interface Booked {
	readonly text: string;
	readonly servedMs: number;
	deliveries: number;
	isAltered: boolean;
	deliveredMs: number | undefined;
}

const IDS_SHOWN = 20;

/**
 * Keeps the events that a scenario's answers held against what arrived at the sink. A scenario cannot know what it
 * would have answered to requests that were never made: visible is what was served, in answers with a status of 2xx
 * that came through. So nothing waits, and nothing is outside.
 */
export function createServedEvents(places: EventPlaces, now: () => number): ServedEvents {
	const events = new Map<string, Booked>();
	const duplicated = new Set<string>();
	let unknown = 0;
	let fromMs = Number.NEGATIVE_INFINITY;
	const idOf = (event: Json) => {
		const evaluation = evaluateExpression(places.id, contextOf(event, now));
		return evaluation.ok && evaluation.value !== undefined && evaluation.value !== null
			? toText(evaluation.value)
			: undefined;
	};
	const eventsIn = (json: Json): readonly Json[] => {
		if (places.array === undefined) return isJsonArray(json) ? json : [];
		const array = evaluateExpression(places.array, contextOf(json, now));
		return array.ok && isJsonArray(array.value) ? array.value : [];
	};
	return {
		serve({ status, fault, body }) {
			if (status < 200 || status > 299 || fault !== undefined) return;
			const json = tryJson(typeof body === 'string' ? body : new TextDecoder().decode(body));
			if (json === undefined) return;
			for (const event of eventsIn(json)) {
				const id = idOf(event);
				if (id === undefined || events.has(id)) continue;
				events.set(id, {
					text: toText(event),
					servedMs: now(),
					deliveries: 0,
					isAltered: false,
					deliveredMs: undefined,
				});
			}
		},
		record(payload, _source, timeMs) {
			const json = tryJson(payload);
			const id = json === undefined ? undefined : idOf(json);
			const event = id === undefined ? undefined : events.get(id);
			if (event === undefined || id === undefined || json === undefined) {
				unknown++;
				return;
			}
			event.deliveries++;
			event.deliveredMs ??= timeMs;
			if (toText(json) !== event.text) event.isAltered = true;
			if (event.deliveries > 1) duplicated.add(id);
		},
		from(timeMs) {
			fromMs = timeMs;
		},
		visible: (atMs) =>
			[...events.values()].filter(({ servedMs }) => servedMs >= fromMs && servedMs <= atMs).length,
		verdict: (atMs, options = {}) =>
			verdictOf(
				[...events].filter(
					([, { servedMs }]) => servedMs >= (options.from ?? fromMs) && servedMs <= atMs,
				),
				duplicated,
				unknown,
			),
	};
}

function verdictOf(
	counted: readonly (readonly [id: string, event: Booked])[],
	duplicated: ReadonlySet<string>,
	unknown: number,
): LedgerVerdict {
	const delivered = counted.filter(([, { deliveries }]) => deliveries > 0);
	const lost = counted.filter(([, { deliveries }]) => deliveries === 0);
	const lateness = delivered
		.map(([, { servedMs, deliveredMs = servedMs }]) => deliveredMs - servedMs)
		.sort((a, b) => a - b);
	return {
		visible: counted.length,
		delivered: delivered.length,
		lost: lost.length,
		duplicated: delivered.filter(([, { deliveries }]) => deliveries > 1).length,
		repeats: delivered.reduce((sum, [, { deliveries }]) => sum + deliveries - 1, 0),
		altered: delivered.filter(([, { isAltered }]) => isAltered).length,
		outside: 0,
		waiting: 0,
		unknown,
		lostIds: lost.slice(0, IDS_SHOWN).map(([id]) => id),
		duplicatedIds: [...duplicated].slice(0, IDS_SHOWN),
		...(lateness.length === 0
			? {}
			: {
					latenessMs: {
						max: lateness.at(-1) ?? 0,
						median: Number((lateness[Math.floor(lateness.length / 2)] ?? 0).toPrecision(3)),
					},
				}),
	};
}

function contextOf(state: Json, now: () => number): Context {
	return { state, version: 'V2_1', now, random: () => 0 };
}
