import { hashText, seedFor } from '../random.ts';
import type { EventFilter } from './filter.ts';

/** Where a page begins and all it needs to know: a cursor stands for the query it came from. */
export interface Cursor {
	readonly endpoint: 'events' | 'events-stream';
	readonly direction: 'ascending' | 'descending';
	/** The page lies before the anchor, not after it: a cursor of `meta.prev`. */
	readonly isBackward: boolean;
	/** The last event read: its instant in the order's own terms and its position. */
	readonly anchorMs: number;
	readonly anchorIndex: number;
	readonly fromMs: number;
	readonly toMs?: number;
	readonly limit: number;
	readonly filter: EventFilter;
	readonly issuedAtMs: number;
}

export interface CursorCodec {
	encode(cursor: Cursor): string;
	/** The cursor behind a text, or undefined when this twin never wrote it. */
	decode(text: string): Cursor | undefined;
}

const CHECK_LENGTH = 16;
const LENGTH_MAX = 8192;

/**
 * Cursors are base64url over JSON and a keyed check, so that a client that edits one, or sends one that
 * belongs elsewhere, is found out. The check is our own 64-bit mixing and not an HMAC, because Web Crypto
 * is asynchronous; it stands against accidents and curiosity, and there is nothing here to steal.
 */
export function createCursorCodec(seed: number, orgId: string): CursorCodec {
	const keys = [seedFor(seed, `cursor ${orgId}`), seedFor(seed, `check ${orgId}`)] as const;
	const sign = (text: string) =>
		keys.map((key) => hashText(key, text).toString(16).padStart(8, '0')).join('');
	const encode = (cursor: Cursor) => {
		const json = toAscii(JSON.stringify({ v: 1, ...cursor }));
		return btoa(json + sign(json))
			.replaceAll('+', '-')
			.replaceAll('/', '_')
			.replaceAll('=', '');
	};
	return {
		encode,
		decode(text) {
			if (text.length > LENGTH_MAX || !/^[A-Za-z0-9_-]+$/.test(text)) return undefined;
			if (text.length % 4 === 1) return undefined;
			const content = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
			const json = content.slice(0, -CHECK_LENGTH);
			if (sign(json) !== content.slice(-CHECK_LENGTH)) return undefined;
			const { v: _version, ...cursor } = JSON.parse(json) as Cursor & { readonly v: number };
			// Spare bits of base64 could differ: only the very text that was handed out is a cursor.
			return encode(cursor) === text ? cursor : undefined;
		},
	};
}

/** JSON text with everything beyond ASCII escaped, as base64 of single bytes wants it. */
function toAscii(json: string): string {
	return json.replace(
		/[\u007f-\uffff]/g,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}
