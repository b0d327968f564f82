import { ExactNumber, type Json } from '../base/json.ts';
import type { Run } from './run.ts';
import { payloadOf } from './values.ts';

/** What QRadar can be set to take at most of one event sent over TCP; it takes 4,096 as delivered. */
export const EVENT_BYTES_MAX = 32_000;

const encoder = new TextEncoder();

/** Whether the State knows that all values of an array are short enough: then no event need be looked at. */
export function areSurelyShort(values: readonly Json[], run: Run): boolean {
	const weight = run.state.heaviestItem(values);
	return weight !== undefined && weight * CHARACTER_BYTES <= run.environment.eventBytesMax;
}

/**
 * The payload of an event as QRadar keeps it, noting when it may be too long for that; undefined where a glance at
 * the value shows that it is short enough, so that nobody need write it.
 */
export function payloadToFit(value: Json, run: Run): string | undefined {
	if (roomLeft(value, run.environment.eventBytesMax) >= 0) return undefined;
	return fitPayload(payloadOf(value), run);
}

/** The same for a payload that is known. */
export function fitPayload(payload: string, run: Run): string {
	const { eventBytesMax } = run.environment;
	// A character of JavaScript has three bytes at most.
	if (payload.length * 3 <= eventBytesMax || encoder.encode(payload).length <= eventBytesMax)
		return payload;
	run.note(
		`An event is longer than ${eventBytesMax.toLocaleString('en-US')} bytes: QRadar may cut it off at its maximum payload length (System Settings).`,
	);
	if (run.choice('largeEvent') === 'keep') return payload;
	return payload.slice(0, encoder.encodeInto(payload, new Uint8Array(eventBytesMax)).read);
}

/** The longest that a character of a text can get in JSON and UTF-8: `\u0000`. */
const CHARACTER_BYTES = 6;
/** The longest text of a number that JavaScript itself prints. */
const NUMBER_BYTES = 25;

/** At least so many bytes are left of some after a value's JSON text; negative when there may be too few. */
function roomLeft(value: Json, bytes: number): number {
	if (typeof value === 'string') return bytes - value.length * CHARACTER_BYTES - 3;
	if (typeof value !== 'object' || value === null) return bytes - NUMBER_BYTES;
	if (value instanceof ExactNumber) return bytes - value.text.length;
	let left = bytes - 3;
	if (Array.isArray(value)) {
		for (const item of value as readonly Json[]) {
			left = roomLeft(item, left);
			if (left < 0) return left;
		}
		return left;
	}
	for (const name in value) {
		const member = (value as Readonly<Record<string, Json>>)[name];
		left -= name.length * CHARACTER_BYTES + 4;
		if (left < 0) return left;
		if (member !== undefined) left = roomLeft(member, left);
		if (left < 0) return left;
	}
	return left;
}
