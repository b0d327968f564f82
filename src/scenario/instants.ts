/** Times this far from now count as times that follow the clock. */
const NEAR_MS = 400 * 86_400_000;

const INSTANT =
	/(?<![\w.])(?:\d{13}|\d{10})(?![\w.])|\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?/g;

/**
 * A Java regular expression that matches a text whatever the times in it, or undefined when there are none near now. So
 * a request that says "since an hour ago" is met again by a run at another hour.
 */
export function patternOfInstants(text: string, nowMs: number): string | undefined {
	let pattern = '';
	let end = 0;
	for (const match of text.matchAll(INSTANT)) {
		const [found] = match;
		if (!isNear(found, nowMs)) continue;
		pattern += quote(text.slice(end, match.index));
		pattern += /^\d+$/.test(found) ? `\\d{${found.length}}` : '\\d{4}-\\d\\d-\\d\\d[^&]*?';
		end = match.index + found.length;
	}
	return end === 0 ? undefined : `^${pattern}${quote(text.slice(end))}$`;
}

function isNear(text: string, nowMs: number): boolean {
	const ms = /^\d+$/.test(text)
		? Number(text) * (text.length === 10 ? 1000 : 1)
		: Date.parse(text.replace(' ', 'T'));
	return Math.abs(ms - nowMs) < NEAR_MS;
}

function quote(text: string): string {
	return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
