import { suggest } from '../../base/suggest.ts';
import { SECONDS_PER_DAY } from './calendar.ts';
import { createOffsetLookup } from './offsetLookup.ts';
import { zoneNamesById } from './zoneNames.ts';
import { offsetId, parseOffset } from './zoneOffset.ts';
import { STANDARD_OFFSET_ROWS } from './zoneTable.ts';

/** A `java.time.ZoneId`. An offset on its own (`Z`, `+02:00`) has no names; `UTC+02:00` and regions have. */
export interface JavaZone {
	readonly id: string;
	readonly isOffset: boolean;
	/** Seconds east of UTC at an instant, given in seconds since 1970. */
	readonly offsetAt: (epochSecond: number) => number;
	readonly isDaylightSaving: (epochSecond: number) => boolean;
}

export type ZoneResult =
	| { readonly ok: true; readonly zone: JavaZone }
	| { readonly ok: false; readonly message: string };

const zonesById = new Map<string, JavaZone>();
const ZONES_MAX = 2000;

/** Reads a zone id as `ZoneId.of` does, with its messages. Case counts; `EST` and its like are unknown. */
export function parseTimeZone(id: string): ZoneResult {
	const known = zonesById.get(id);
	if (known !== undefined) return { ok: true, zone: known };
	const result = readTimeZone(id);
	if (result.ok) {
		if (zonesById.size >= ZONES_MAX) zonesById.clear();
		zonesById.set(id, result.zone);
	}
	return result;
}

/** What `ZoneId.of` says against an id. Cheap: the rules of a region are not looked up. */
export function timeZoneFault(id: string): string | undefined {
	const fixed = readFixedZone(id);
	if (fixed === undefined) return regionFault(id);
	return fixed.ok ? undefined : fixed.message;
}

/** The zone of an offset alone. */
export function offsetZone(offsetSeconds: number): JavaZone {
	return fixedZone(offsetId(offsetSeconds), offsetSeconds, true);
}

/** The zone of an offset behind `UTC`, `GMT` or `UT`. */
export function prefixedZone(prefix: string, offsetSeconds: number): JavaZone {
	const id = offsetSeconds === 0 ? prefix : prefix + offsetId(offsetSeconds);
	return fixedZone(id, offsetSeconds, false);
}

/**
 * The instant that a local time means in a zone, both in seconds, as `LocalDateTime.atZone`: of two the earlier;
 * a time that clocks skipped is moved on by as much as they skipped.
 */
export function instantOfLocal(zone: JavaZone, localSecond: number): number {
	// Offsets are less than a day and change at most once in several days.
	const before = zone.offsetAt(localSecond - SECONDS_PER_DAY);
	const after = zone.offsetAt(localSecond + SECONDS_PER_DAY);
	const isPlain = before === after || zone.offsetAt(localSecond - before) === before;
	if (isPlain) return localSecond - before;
	return localSecond - (zone.offsetAt(localSecond - after) === after ? after : before);
}

function readTimeZone(id: string): ZoneResult {
	return readFixedZone(id) ?? readRegion(id);
}

/** Undefined for what can only be a region. */
function readFixedZone(id: string): ZoneResult | undefined {
	if (id.length <= 1 || id.startsWith('+') || id.startsWith('-')) {
		const offset = parseOffset(id);
		return offset.ok ? { ok: true, zone: offsetZone(offset.offsetSeconds) } : offset;
	}
	const prefix = /^(?:UTC|GMT|UT)/.exec(id)?.[0];
	if (prefix === id) return { ok: true, zone: prefixedZone(prefix, 0) };
	if (prefix !== undefined && /[+-]/.test(id.charAt(prefix.length))) {
		const offset = parseOffset(id.slice(prefix.length));
		return offset.ok
			? { ok: true, zone: prefixedZone(prefix, offset.offsetSeconds) }
			: { ok: false, message: `Invalid ID for offset-based ZoneId: ${id}` };
	}
	return undefined;
}

function regionFault(id: string): string | undefined {
	if (!/^[A-Za-z][A-Za-z0-9~/._+-]+$/.test(id))
		return `Invalid ID for region-based ZoneId, invalid format: ${id}`;
	return zoneNamesById().has(id) ? undefined : unknownRegion(id);
}

function unknownRegion(id: string): string {
	return `Unknown time-zone ID: ${id}`;
}

function readRegion(id: string): ZoneResult {
	const message = regionFault(id);
	if (message !== undefined) return { ok: false, message };
	const offsetAt = offsetLookup(id);
	if (offsetAt === undefined) return { ok: false, message: unknownRegion(id) };
	const standardAt = standardOffsets(id);
	const isDaylightSaving = (second: number) => standardAt(second) !== offsetAt(second);
	return { ok: true, zone: { id, isOffset: false, offsetAt, isDaylightSaving } };
}

/** The rules of a region, or undefined when this runtime is too old to have them. */
function offsetLookup(id: string): ((epochSecond: number) => number) | undefined {
	try {
		return createOffsetLookup(id);
	} catch {
		return undefined;
	}
}

function fixedZone(id: string, offsetSeconds: number, isOffset: boolean): JavaZone {
	return { id, isOffset, offsetAt: () => offsetSeconds, isDaylightSaving: () => false };
}

let standardRows: Map<string, string> | undefined;

function standardOffsets(id: string): (epochSecond: number) => number {
	standardRows ??= new Map(
		STANDARD_OFFSET_ROWS.flatMap((row) => {
			const [offsets = '', ids = ''] = row.split(': ');
			return ids.split(' ').map((one): [string, string] => [one, offsets]);
		}),
	);
	const [first = '0', ...rest] = (standardRows.get(id) ?? '0').split(' ');
	const changes = rest.map((change) => change.split('=').map((part) => Number.parseInt(part, 36)));
	return (epochSecond) => {
		let offset = Number.parseInt(first, 36);
		for (const [at = 0, next = 0] of changes) if (epochSecond >= at) offset = next;
		return offset;
	};
}

/** The zone id that a person most likely meant: other case, a city alone, an abbreviation, a slip of the pen. */
export function suggestTimeZone(text: string): string | undefined {
	const wanted = text.trim().replaceAll(' ', '_').toLowerCase();
	if (wanted === '' || wanted.length > 60) return undefined;
	const abbreviated = ABBREVIATIONS[wanted.toUpperCase()];
	if (abbreviated !== undefined) return abbreviated;
	const ids = ['UTC', ...zoneNamesById().keys()].filter((id) => !id.startsWith('SystemV/'));
	return (
		ids.find((id) => id.toLowerCase() === wanted) ??
		ids.find((id) => id.toLowerCase().endsWith(`/${wanted}`)) ??
		suggest(text.trim(), ids)
	);
}

/** Abbreviations that people write and that Java does not take as zone ids (`ZoneId.SHORT_IDS` and common ones). */
const ABBREVIATIONS: Readonly<Record<string, string>> = {
	BST: 'Europe/London',
	CDT: 'America/Chicago',
	CEST: 'Europe/Paris',
	CST: 'America/Chicago',
	EDT: 'America/New_York',
	EST: 'America/New_York',
	HST: 'Pacific/Honolulu',
	IST: 'Asia/Kolkata',
	JST: 'Asia/Tokyo',
	MDT: 'America/Denver',
	MST: 'America/Phoenix',
	PDT: 'America/Los_Angeles',
	PST: 'America/Los_Angeles',
};
