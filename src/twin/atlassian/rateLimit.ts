import type { AtlassianProfile } from './profile.ts';

export interface RateVerdict {
	readonly isAllowed: boolean;
	readonly headers: readonly (readonly [string, string])[];
}

interface Window {
	startMs: number;
	used: number;
}

const MINUTE_MS = 60_000;
/** Foreign paths and keys make windows too; beyond this many, old ones are dropped. */
const WINDOWS_MAX = 1000;

/**
 * Fixed windows of one minute of the twin's clock, one for each path and one for each key on each endpoint.
 * A refused request uses nothing up. Source: REST reference and introduction; see the profile for what is
 * assumed.
 */
export function createRateLimiter(profile: AtlassianProfile): {
	/** Counts a request, unless it is one too many. */
	admit(request: {
		readonly endpoint: string;
		readonly path: string;
		readonly key: string | undefined;
		readonly nowMs: number;
	}): RateVerdict;
} {
	const windows = new Map<string, Window>();

	const windowOf = (name: string, nowMs: number): Window => {
		const known = windows.get(name);
		if (known !== undefined && nowMs < known.startMs + MINUTE_MS && nowMs >= known.startMs)
			return known;
		const startMs =
			profile.rateWindow === 'clockMinute' ? Math.floor(nowMs / MINUTE_MS) * MINUTE_MS : nowMs;
		const fresh = { startMs, used: 0 };
		windows.delete(name);
		windows.set(name, fresh);
		for (const oldest of windows.keys()) {
			if (windows.size <= WINDOWS_MAX) break;
			windows.delete(oldest);
		}
		return fresh;
	};

	return {
		admit({ endpoint, path, key, nowMs }) {
			const isEvents = endpoint === 'events';
			const budgets = [
				{
					window: windowOf(`path ${path}`, nowMs),
					limit: isEvents ? profile.eventsPerPath : profile.streamPerPath,
				},
			];
			if (key !== undefined)
				budgets.push({
					window: windowOf(`key ${endpoint} ${key}`, nowMs),
					limit: isEvents ? profile.eventsPerKey : profile.streamPerKey,
				});
			const isAllowed = budgets.every(({ window, limit }) => window.used < limit);
			if (isAllowed) for (const { window } of budgets) window.used++;
			const tightest = budgets.reduce((least, one) =>
				one.limit - one.window.used < least.limit - least.window.used ? one : least,
			);
			const resetMs = tightest.window.startMs + MINUTE_MS;
			const headers: [string, string][] = [
				['X-RateLimit-Limit', String(tightest.limit)],
				['X-RateLimit-Remaining', String(Math.max(0, tightest.limit - tightest.window.used))],
				['X-RateLimit-Reset', printReset(resetMs, profile.resetFormat)],
			];
			if (!isAllowed && profile.retryAfter)
				headers.push(['Retry-After', String(Math.max(1, Math.ceil((resetMs - nowMs) / 1000)))]);
			return { isAllowed, headers };
		},
	};
}

function printReset(resetMs: number, format: AtlassianProfile['resetFormat']): string {
	if (format === 'epochSeconds') return String(Math.ceil(resetMs / 1000));
	if (format === 'seconds') return `${new Date(resetMs).toISOString().slice(0, 19)}Z`;
	const minute =
		format === 'minuteCeil' ? Math.ceil(resetMs / MINUTE_MS) : Math.floor(resetMs / MINUTE_MS);
	return `${new Date(minute * MINUTE_MS).toISOString().slice(0, 16)}Z`;
}
