import type { Cursor, CursorCodec } from './cursor.ts';
import type { FaultAction } from './faults.ts';
import type { AnsweredPage } from './ledger.ts';
import type { AtlassianProfile } from './profile.ts';
import type { PageQuery } from './query.ts';
import { readRows } from './readRows.ts';
import type { EventRow } from './timeline.ts';
import type { World } from './world.ts';

/** A page as text, and what the ledger and the request log want to know about it. */
export interface ServedPage {
	readonly body: string;
	readonly count: number;
	readonly answered: AnsweredPage;
}

/** Answers one page of either endpoint. */
export function servePage(options: {
	readonly world: World;
	readonly profile: AtlassianProfile;
	readonly codec: CursorCodec;
	readonly query: PageQuery;
	/** The URL that was asked for: links stay on its origin. */
	readonly url: URL;
	readonly nowMs: number;
	readonly fault: FaultAction | undefined;
}): ServedPage {
	const { world, profile, query, nowMs, fault } = options;
	const { cursor, direction } = query;
	const isStream = query.endpoint === 'events-stream';
	const field = isStream ? profile.streamFromField : 'time';
	const isBackward = cursor?.isBackward === true;
	const hasFilter = Object.keys(query.filter).length > 0;
	const toMs = (query.toMs ?? Number.POSITIVE_INFINITY) - (profile.toBound === 'exclusive' ? 1 : 0);

	const read = readRows(world.timeline, world.identity, {
		order: isStream ? 'processed' : 'occurred',
		direction: isBackward === (direction === 'ascending') ? 'descending' : 'ascending',
		...(cursor === undefined ? {} : { after: anchorRow(cursor) }),
		fromMs: query.fromMs,
		toMs,
		field,
		nowMs,
		retainedFromMs: nowMs - profile.retentionDays * 86_400_000,
		...(hasFilter ? { accepts: (row: EventRow) => world.matches(row, query.filter) } : {}),
		limit: profile.plan === 'guard' ? query.limit : 0,
	});
	const rows = isBackward ? read.rows.reverse() : read.rows;
	const more = profile.plan === 'guard' && read.more;
	const last = rows.at(-1);

	const cursorAt = (row: EventRow, backward: boolean): string =>
		options.codec.encode({
			endpoint: query.endpoint,
			direction,
			isBackward: backward,
			anchorMs: isStream ? row.processedAtMs : row.timeMs,
			anchorIndex: row.index,
			fromMs: query.fromMs,
			...(query.toMs === undefined ? {} : { toMs: query.toMs }),
			limit: query.limit,
			filter: query.filter,
			issuedAtMs: nowMs,
		});
	const isNextGiven = isBackward || isNextShown(profile, query, { count: rows.length, more });
	let next: string | null = null;
	if (isNextGiven) {
		const behind = last ?? anchorRow(cursor ?? edge(query, nowMs));
		next = cursorAt(behind, false);
		if (fault?.kind === 'sameCursor') next = query.cursorText ?? next;
	}
	const first = rows[0];
	const isPrevGiven = first !== undefined && (isBackward ? more : cursor !== undefined);
	const prev = isPrevGiven ? cursorAt(first, true) : null;

	const repeated =
		fault?.kind === 'duplicateAcrossPages' && cursor !== undefined && !isBackward
			? world.timeline.locate(cursor.anchorIndex, world.timeline.minuteOf(nowMs))
			: undefined;
	const shown = repeated === undefined ? rows : [repeated, ...rows];

	return {
		body: envelope({
			data: world.renderAll(shown, isStream),
			total: shown.length,
			pageSize:
				isStream && profile.streamPageSize === 'default' ? profile.streamDefaultLimit : query.limit,
			next,
			prev,
			linkTo: (text) => linkTo(options.url, text, query, profile),
			self: options.url.href,
		}),
		count: shown.length,
		answered: {
			endpoint: query.endpoint,
			direction,
			atMs: nowMs,
			endIndex: world.timeline.endIndex,
			isFirst: cursor === undefined,
			isEnd: !more && !isBackward,
			fromMs: query.fromMs,
			toMs,
			field,
			last,
			filter: hasFilter ? query.filter : undefined,
		},
	};
}

/** Where a reader stands: a row as far as the order needs one. */
function anchorRow(cursor: Pick<Cursor, 'anchorMs' | 'anchorIndex'>): EventRow {
	const { anchorMs, anchorIndex } = cursor;
	return {
		index: anchorIndex,
		timeMs: anchorMs,
		processedAtMs: anchorMs,
		visibleAtMs: anchorMs,
	};
}

/** The place before the first event of a query that has found none yet. */
function edge(query: PageQuery, nowMs: number): Pick<Cursor, 'anchorMs' | 'anchorIndex'> {
	return query.direction === 'ascending'
		? { anchorMs: query.fromMs, anchorIndex: -1 }
		: { anchorMs: Math.min(query.toMs ?? nowMs, nowMs), anchorIndex: Number.MAX_SAFE_INTEGER };
}

/** The switch `lastPage`: see the profile for what each value means and why. */
function isNextShown(
	profile: AtlassianProfile,
	query: PageQuery,
	page: { readonly count: number; readonly more: boolean },
): boolean {
	if (query.endpoint === 'events') return page.more;
	switch (profile.lastPage) {
		case 'docs':
			return true;
		case 'nonEmptyOnly':
			return page.count > 0;
		case 'elastic':
			return page.count >= query.limit;
		case 'toBoundedNull':
			return page.more || query.toMs === undefined;
	}
}

function linkTo(url: URL, cursor: string, query: PageQuery, profile: AtlassianProfile): string {
	const isDefault =
		query.limit ===
		(query.endpoint === 'events' ? profile.eventsDefaultLimit : profile.streamDefaultLimit);
	const limit = isDefault ? '' : `&limit=${query.limit}`;
	return `${url.origin}${url.pathname}?cursor=${encodeURIComponent(cursor)}${limit}`;
}

/** The reply around the data. On the last page `links` is empty, as in a capture of 2022 (grove). */
function envelope(page: {
	readonly data: string;
	readonly total: number;
	readonly pageSize: number;
	readonly next: string | null;
	readonly prev: string | null;
	readonly linkTo: (cursor: string) => string;
	readonly self: string;
}): string {
	const { next, prev } = page;
	const meta = {
		attributes: null,
		next,
		prev,
		page_size: page.pageSize,
		start_index: null,
		end_index: null,
		total: page.total,
	};
	const links =
		next === null
			? {}
			: {
					self: page.self,
					...(prev === null ? {} : { prev: page.linkTo(prev) }),
					next: page.linkTo(next),
				};
	return `{"data":[${page.data}],"meta":${JSON.stringify(meta)},"links":${JSON.stringify(links)}}`;
}
