import type { EventFacts } from './eventFacts.ts';

/** A text inside JSON quotes. */
export function inJson(text: string): string {
	return JSON.stringify(text).slice(1, -1);
}

/** The same text in one piece: engines keep a sum of texts as a tree, and would walk it at every use. */
export function flat(text: string): string {
	return JSON.parse(JSON.stringify(text)) as string;
}

/** An id of something that the event is about. */
export function tokenId(facts: EventFacts): string {
	return `${facts.roll.toString(16).padStart(8, '0')}-0000-4000-8000-${facts.number
		.toString(16)
		.padStart(12, '0')}`;
}

/** The issue that the event is about. */
export function issueKey(facts: EventFacts): string {
	return `WEB-${facts.number}`;
}
