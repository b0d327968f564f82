import type {
	AtlassianTwin,
	AtlassianTwinOptions,
} from '../../../src/twin/atlassian/atlassianTwin.ts';
import { createAtlassianTwin } from '../../../src/twin/atlassian/createAtlassianTwin.ts';
import type { TwinReply } from '../../../src/twin/twin.ts';

/** Noon on the first day of 2026: every test begins here. */
export const START_MS = Date.UTC(2026, 0, 1, 12);
export const HOUR_MS = 3_600_000;

export interface Page {
	readonly data: readonly { readonly id: string; readonly attributes: Record<string, string> }[];
	readonly meta: { readonly next: string | null; readonly prev: string | null };
	readonly links: { readonly next?: string };
}

export interface Bench {
	readonly twin: AtlassianTwin;
	nowMs: number;
	/** GET of a path below the organization, with the right key unless said otherwise. */
	get(path: string, key?: string): TwinReply;
	/** The same, parsed, for replies that must be pages. */
	page(path: string): Page;
	send(method: string, url: string, body?: string): TwinReply;
}

/** A twin with a clock that stands still until `nowMs` is moved. */
export function createBench(options: Partial<AtlassianTwinOptions> = {}): Bench {
	const bench = { nowMs: START_MS } as { -readonly [Name in keyof Bench]: Bench[Name] };
	const twin = createAtlassianTwin({ seed: 7, ...options, now: () => bench.nowMs });
	const { orgId = '', apiKey = '' } = twin.credentials;
	const request = (method: string, url: string, key: string, body?: string) =>
		twin.handle({
			method,
			url,
			headers: key === '' ? [] : [['authorization', `Bearer ${key}`]],
			...(body === undefined ? {} : { body }),
		}) as TwinReply;
	bench.twin = twin;
	bench.send = (method, url, body) => request(method, url, apiKey, body);
	bench.get = (path, key = apiKey) => {
		const url = /^https?:/.test(path)
			? path
			: path.startsWith('/')
				? `https://api.atlassian.com${path}`
				: `https://api.atlassian.com/admin/v1/orgs/${orgId}/${path}`;
		return request('GET', url, key);
	};
	bench.page = (path) => {
		const reply = bench.get(path);
		if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${reply.body}`);
		return JSON.parse(String(reply.body)) as Page;
	};
	return bench;
}

/** No limit in the way of tests that read a lot. */
export const UNLIMITED = {
	eventsPerPath: 1_000_000,
	eventsPerKey: 1_000_000,
	streamPerPath: 1_000_000,
	streamPerKey: 1_000_000,
};
