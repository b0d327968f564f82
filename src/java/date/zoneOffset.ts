/** An offset's id as `java.time.ZoneOffset` prints it: `Z`, `+05:30`, `-00:25:21`. */
export function offsetId(offsetSeconds: number): string {
	if (offsetSeconds === 0) return 'Z';
	const all = Math.abs(offsetSeconds);
	const parts = [Math.floor(all / 3600), Math.floor(all / 60) % 60];
	if (all % 60 !== 0) parts.push(all % 60);
	const digits = parts.map((part) => String(part).padStart(2, '0')).join(':');
	return `${offsetSeconds < 0 ? '-' : '+'}${digits}`;
}

/** What is wrong with an offset outside of ±18 hours, in Java's words; undefined when nothing is. */
export function offsetRangeError(offsetSeconds: number): string | undefined {
	return Math.abs(offsetSeconds) > 18 * 3600
		? 'Zone offset not in valid range: -18:00 to +18:00'
		: undefined;
}

type OffsetResult =
	| { readonly ok: true; readonly offsetSeconds: number }
	| { readonly ok: false; readonly message: string };

/** Which characters hold hours, minutes and seconds, and where colons must stand, by the text's length. */
const LAYOUTS: ReadonlyMap<
	number,
	{ readonly starts: readonly number[]; readonly colon: boolean }
> = new Map([
	[3, { starts: [1], colon: false }],
	[5, { starts: [1, 3], colon: false }],
	[6, { starts: [1, 4], colon: true }],
	[7, { starts: [1, 3, 5], colon: false }],
	[9, { starts: [1, 4, 7], colon: true }],
]);

/** Reads an offset as `ZoneOffset.of`: `Z`, `+h`, `+hh`, `+hhmm`, `+hh:mm`, `+hhmmss`, `+hh:mm:ss`. */
export function parseOffset(text: string): OffsetResult {
	if (text === 'Z') return { ok: true, offsetSeconds: 0 };
	const full = text.length === 2 ? `${text.charAt(0)}0${text.charAt(1)}` : text;
	const layout = LAYOUTS.get(full.length);
	const invalid = (what: string): OffsetResult => ({
		ok: false,
		message: `Invalid ID for ZoneOffset, ${what}: ${full}`,
	});
	if (layout === undefined) return invalid('invalid format');
	const numbers: number[] = [];
	for (const start of layout.starts) {
		if (layout.colon && start > 1 && full[start - 1] !== ':')
			return invalid('colon not found when expected');
		const digits = full.slice(start, start + 2);
		if (!/^\d\d$/.test(digits)) return invalid('non numeric characters found');
		numbers.push(Number(digits));
	}
	if (full[0] !== '+' && full[0] !== '-') return invalid('plus/minus not found when expected');
	const sign = full[0] === '-' ? -1 : 1;
	const [hours = 0, minutes = 0, seconds = 0] = numbers;
	const message = partsRangeError(sign * hours, sign * minutes, sign * seconds);
	if (message !== undefined) return { ok: false, message };
	return { ok: true, offsetSeconds: sign * (hours * 3600 + minutes * 60 + seconds) };
}

function partsRangeError(hours: number, minutes: number, seconds: number): string | undefined {
	const outside = (part: string, value: number, limit: number) =>
		`Zone offset ${part} not in valid range: value ${value} is not in the range -${limit} to ${limit}`;
	if (Math.abs(hours) > 18) return outside('hours', hours, 18);
	if (Math.abs(minutes) > 59) return outside('minutes', minutes, 59);
	if (Math.abs(seconds) > 59) return outside('seconds', seconds, 59);
	return offsetRangeError(hours * 3600 + minutes * 60 + seconds);
}
