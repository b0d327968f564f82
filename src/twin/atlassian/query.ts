import type { Cursor, CursorCodec } from './cursor.ts';
import type { Refusal } from './errors.ts';
import type { EventFilter } from './filter.ts';
import type { AtlassianProfile } from './profile.ts';

/** A page that was asked for, with every default filled in. */
export interface PageQuery {
	readonly endpoint: 'events' | 'events-stream';
	readonly direction: 'ascending' | 'descending';
	readonly fromMs: number;
	readonly toMs?: number;
	readonly limit: number;
	readonly filter: EventFilter;
	/** The cursor, where one was sent, and its text. */
	readonly cursor?: Cursor;
	readonly cursorText?: string;
}

type Answer = { readonly query: PageQuery } | { readonly refusal: Refusal };

/** What each endpoint knows. Anything else is ignored, as the API does. Source: REST reference, Events. */
const KNOWN: Readonly<Record<PageQuery['endpoint'], readonly string[]>> = {
	events: ['cursor', 'q', 'from', 'to', 'action', 'actor', 'ip', 'product', 'location', 'limit'],
	'events-stream': ['cursor', 'from', 'to', 'limit', 'sortOrder'],
};

/** The names of parameters that the endpoint does not know and therefore ignores. */
export function unknownParameters(
	endpoint: PageQuery['endpoint'],
	parameters: URLSearchParams,
): string[] {
	return [...new Set(parameters.keys())].filter((name) => !KNOWN[endpoint].includes(name));
}

/** Reads and validates the parameters of a page. Next to a cursor only `limit` counts. */
export function readQuery(options: {
	readonly endpoint: PageQuery['endpoint'];
	readonly parameters: URLSearchParams;
	readonly profile: AtlassianProfile;
	readonly codec: CursorCodec;
	readonly nowMs: number;
}): Answer {
	const { endpoint, profile, nowMs } = options;
	const parameters = withoutEmpty(options.parameters, profile);
	const limitDefault =
		endpoint === 'events' ? profile.eventsDefaultLimit : profile.streamDefaultLimit;

	const cursorText = parameters.get('cursor');
	if (cursorText !== null) {
		const cursor = options.codec.decode(cursorText);
		if (cursor === undefined || cursor.endpoint !== endpoint)
			return refuse('ADMIN-400-1', 'The page cursor is not valid for this request.');
		const { cursorTtlMs } = profile;
		if (cursorTtlMs !== null && nowMs > cursor.issuedAtMs + cursorTtlMs)
			return refuse('ADMIN-400-1', 'The page cursor has expired.');
		const limit = readLimit(
			parameters,
			profile.cursorRemembersLimit ? cursor.limit : limitDefault,
			profile,
		);
		if (typeof limit !== 'number') return limit;
		const { direction, fromMs, toMs, filter } = cursor;
		const until = toMs === undefined ? {} : { toMs };
		return {
			query: { endpoint, direction, fromMs, ...until, limit, filter, cursor, cursorText },
		};
	}

	const limit = readLimit(parameters, limitDefault, profile);
	if (typeof limit !== 'number') return limit;
	const defaultDays = profile.defaultFrom === 'sevenDays' ? 7 : profile.retentionDays;
	const fromMs = readInstant(parameters, 'from') ?? nowMs - defaultDays * 86_400_000;
	if (typeof fromMs !== 'number') return fromMs;
	const toMs = readInstant(parameters, 'to');
	if (typeof toMs === 'object') return toMs;
	if (toMs !== undefined && fromMs > toMs && profile.fromAfterTo === 'reject')
		return refuse('ADMIN-400-3', 'The value of "from" lies after the value of "to".');

	const sortOrder = parameters.get('sortOrder') ?? 'asc';
	if (endpoint === 'events-stream' && sortOrder !== 'asc' && sortOrder !== 'desc')
		return refuse('ADMIN-400-4', 'The value of "sortOrder" must be "asc" or "desc".');
	const filter = endpoint === 'events' ? readFilter(parameters) : {};
	if ('code' in filter) return { refusal: filter };
	const isAscending = endpoint === 'events-stream' && sortOrder === 'asc';
	return {
		query: {
			endpoint,
			direction: isAscending ? 'ascending' : 'descending',
			fromMs,
			...(toMs === undefined ? {} : { toMs }),
			limit,
			filter,
		},
	};
}

function refuse(code: Refusal['code'], detail: string): { readonly refusal: Refusal } {
	return { refusal: { code, detail } };
}

function withoutEmpty(parameters: URLSearchParams, profile: AtlassianProfile): URLSearchParams {
	if (profile.emptyParameter === 'reject') return parameters;
	return new URLSearchParams([...parameters].filter(([, value]) => value !== ''));
}

/** Epoch milliseconds: digits only. Seconds pass too, as an instant in January 1970. */
function readInstant(
	parameters: URLSearchParams,
	name: 'from' | 'to',
): number | undefined | { readonly refusal: Refusal } {
	const text = parameters.get(name);
	if (text === null) return undefined;
	const value = Number(text);
	if (!/^\d{1,16}$/.test(text) || value > 8.64e15)
		return refuse('ADMIN-400-3', `The value of "${name}" must be UNIX epoch milliseconds.`);
	return value;
}

function readLimit(
	parameters: URLSearchParams,
	fallback: number,
	profile: AtlassianProfile,
): number | { readonly refusal: Refusal } {
	const text = parameters.get('limit');
	if (text === null) return Math.min(fallback, profile.limitMax);
	const value = Number(text);
	if (!/^\d{1,15}$/.test(text) || value === 0)
		return refuse('ADMIN-400-4', 'The value of "limit" must be a whole number above 0.');
	if (value > profile.limitMax && profile.limitAboveMax === 'reject')
		return refuse('ADMIN-400-4', `The value of "limit" must not exceed ${profile.limitMax}.`);
	return Math.min(value, profile.limitMax);
}

function readFilter(parameters: URLSearchParams): EventFilter | Refusal {
	const filter: { -readonly [Name in keyof EventFilter]: EventFilter[Name] } = {};
	const q = parameters.get('q');
	if (q !== null) filter.q = q;
	const action = parameters.get('action');
	if (action !== null) filter.action = action;
	for (const name of ['actor', 'ip', 'product'] as const)
		if (parameters.has(name)) filter[name] = parameters.getAll(name);
	const location = parameters.get('location');
	if (location !== null) {
		const places = readPlaces(location);
		if (places === undefined)
			return {
				code: 'ADMIN-400-4',
				detail: 'The value of "location" must be a JSON array such as [{"city":"…"}].',
			};
		filter.location = places;
	}
	return filter;
}

function readPlaces(text: string): EventFilter['location'] {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return undefined;
	}
	if (!Array.isArray(value)) return undefined;
	const places: { city?: string; countryName?: string }[] = [];
	for (const one of value as unknown[]) {
		if (typeof one !== 'object' || one === null) return undefined;
		const { city, countryName } = one as Record<string, unknown>;
		const place: { city?: string; countryName?: string } = {};
		if (typeof city === 'string') place.city = city;
		if (typeof countryName === 'string') place.countryName = countryName;
		places.push(place);
	}
	return places;
}
