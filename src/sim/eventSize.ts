import type { Run } from './run.ts';

/** What QRadar can be set to take at most of one event sent over TCP; it takes 4,096 as delivered. */
export const EVENT_BYTES_MAX = 32_000;

const encoder = new TextEncoder();

/** The payload of an event as QRadar keeps it, noting when it may be too long for that. */
export function fitEvent(payload: string, run: Run): string {
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
