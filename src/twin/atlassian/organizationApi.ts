import { hash, seedFor } from '../random.ts';
import type { TwinReply, TwinRequest } from '../twin.ts';
import { ACTIONS } from './actions.ts';
import { replaceReply, spoilReply } from './applyFault.ts';
import { createCursorCodec } from './cursor.ts';
import { errorReply, type Refusal, reply } from './errors.ts';
import type { FaultAction } from './faults.ts';
import type { AtlassianLedger } from './ledger.ts';
import type { AtlassianProfile } from './profile.ts';
import { type PageQuery, readQuery, unknownParameters } from './query.ts';
import { createRateLimiter } from './rateLimit.ts';
import { servePage } from './servePage.ts';
import type { World } from './world.ts';

/** A reply, and what the request log wants to know about it. */
export interface Answered {
	readonly reply: TwinReply;
	readonly ignored?: readonly string[];
	readonly fault?: FaultAction['kind'];
	readonly count?: number;
}

const ROUTE = /^\/admin\/v1\/orgs\/([^/]+)\/(events-stream|event-actions|events)(?:\/([^/]+))?$/;

/**
 * The routes of the API under `/admin/v1/orgs`, in the order in which a request meets them: path, method,
 * key, rate limit, fault plan, organization, parameters. Source of routes, parameters and codes: REST
 * reference, "Events"; of what is assumed: the profile.
 */
export function createOrganizationApi(api: {
	readonly seed: number;
	readonly apiKey: string;
	readonly world: World;
	readonly profile: AtlassianProfile;
	readonly ledger: AtlassianLedger;
	/** Tells what is to go wrong with the next request. */
	readonly nextFault: (request: {
		readonly route: string;
		readonly hasCursor: boolean;
	}) => FaultAction | undefined;
	/** Called after each page that was read. */
	readonly onPage: (nowMs: number) => void;
}): (request: TwinRequest, url: URL, nowMs: number) => Answered {
	const { world, profile, ledger, apiKey } = api;
	const codec = createCursorCodec(api.seed, world.orgId);
	const limiter = createRateLimiter(profile);
	const nextErrorId = createErrorIds(api.seed);
	const refuse = (refusal: Refusal) => errorReply(refusal, nextErrorId());

	const answerPage = (
		endpoint: PageQuery['endpoint'],
		request: { readonly url: URL; readonly nowMs: number },
		fault: FaultAction | undefined,
	): Answered => {
		const { url, nowMs } = request;
		const ignored = unknownParameters(endpoint, url.searchParams);
		const answer = readQuery({ endpoint, parameters: url.searchParams, profile, codec, nowMs });
		if ('refusal' in answer) return { reply: refuse(answer.refusal), ignored };
		const page = servePage({ world, profile, codec, query: answer.query, url, nowMs, fault });
		if (fault?.kind !== 'truncatedJson') ledger.answered(page.answered);
		api.onPage(nowMs);
		return { reply: reply(200, 'json', page.body), ignored, count: page.count };
	};

	const answerEvent = (id: string, nowMs: number): Answered => {
		const { eventByIdGoneAtMs, eventByIdGoneStatus } = profile;
		if (eventByIdGoneAtMs !== null && nowMs >= eventByIdGoneAtMs) {
			const detail = 'The look-up of single events has been removed.';
			return { reply: refuse({ code: 'ADMIN-404-1', detail, status: eventByIdGoneStatus }) };
		}
		const row = world.find(id, nowMs);
		const retainedFromMs = nowMs - profile.retentionDays * 86_400_000;
		if (row === undefined || row.timeMs < retainedFromMs)
			return {
				reply: refuse({
					code: 'ADMIN-404-4',
					detail: `There is no event ${JSON.stringify(id)}.`,
				}),
			};
		const body = `{"data":${world.render(row, false)}}`;
		return { reply: reply(200, 'json', body, [['Deprecation', 'true']]) };
	};

	const refuseOrganization = (orgId: string): TwinReply | undefined => {
		const detail = 'The key does not belong to this organization.';
		if (orgId !== world.orgId)
			return profile.foreignOrganization === 'forbidden'
				? refuse({ code: 'ADMIN-403-3', detail })
				: refuse({ code: 'ADMIN-404-2', detail: 'There is no such organization.' });
		return profile.plan === 'noneForbidden'
			? refuse({ code: 'ADMIN-403-3', detail: 'The organization has no Atlassian Guard plan.' })
			: undefined;
	};

	const answerAdmitted = (
		target: { readonly orgId: string; readonly route: string; readonly eventId: string },
		url: URL,
		nowMs: number,
	): Answered => {
		const { orgId, route, eventId } = target;
		const fault = api.nextFault({ route, hasCursor: url.searchParams.has('cursor') });
		const played = fault === undefined ? {} : { fault: fault.kind };
		const replaced = replaceReply(fault, nextErrorId) ?? refuseOrganization(orgId);
		if (replaced !== undefined) return { reply: replaced, ...played };
		const answered =
			route === 'events' || route === 'events-stream'
				? answerPage(route, { url, nowMs }, fault)
				: route === 'event'
					? answerEvent(eventId, nowMs)
					: { reply: reply(200, 'json', EVENT_ACTIONS) };
		return { ...answered, ...played, reply: spoilReply(fault, answered.reply) };
	};

	return (request, url, nowMs) => {
		const [, orgId = '', name = '', eventId] = ROUTE.exec(url.pathname) ?? [];
		if (name === '' || (eventId !== undefined && name !== 'events'))
			return {
				reply: refuse({ code: 'ADMIN-404-1', detail: 'There is nothing at this path.' }),
			};
		if (request.method.toUpperCase() !== 'GET') {
			const refusal = refuse({ code: 'ADMIN-405-1', detail: 'Only GET is supported here.' });
			return { reply: withHeaders(refusal, [['Allow', 'GET']]) };
		}
		const route = eventId === undefined ? name : 'event';
		const isKnownKey = bearerOf(request) === apiKey;
		const rate = limiter.admit({
			endpoint: route,
			path: `${route} ${orgId}`,
			key: isKnownKey ? apiKey : undefined,
			nowMs,
		});
		const answered = ((): Answered => {
			if (!isKnownKey) return { reply: unauthorized(profile, nextErrorId()) };
			if (rate.isAllowed)
				return answerAdmitted(
					{ orgId: decodeSegment(orgId), route, eventId: decodeSegment(eventId ?? '') },
					url,
					nowMs,
				);
			const detail = 'Too many requests in this minute.';
			return {
				reply:
					profile.rateLimitBody === 'empty'
						? reply(429, 'json', '')
						: refuse({ code: 'ADMIN-429-1', detail }),
			};
		})();
		return { ...answered, reply: withHeaders(answered.reply, rate.headers) };
	};
}

function withHeaders(good: TwinReply, headers: TwinReply['headers']): TwinReply {
	return { ...good, headers: [...good.headers, ...headers] };
}

function bearerOf(request: TwinRequest): string | undefined {
	const header = request.headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1];
	return header === undefined ? undefined : /^Bearer +(\S+)\s*$/i.exec(header)?.[1];
}

function unauthorized(profile: AtlassianProfile, id: string): TwinReply {
	const errors = [{ id, status: '401', title: 'Unauthorized', detail: 'The key is not valid.' }];
	const body =
		profile.unauthorizedBody === 'gateway' ? { code: 401, message: 'Unauthorized' } : { errors };
	return reply(401, 'json', JSON.stringify(body));
}

/** Ids of errors: UUIDs that differ from one to the next, the same in each run. */
function createErrorIds(seed: number): () => string {
	const key = seedFor(seed, 'error');
	let count = 0;
	return () => {
		count++;
		const digits = [1, 2, 3, 4]
			.map((part) => hash(key, count, part).toString(16).padStart(8, '0'))
			.join('');
		return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');
	};
}

function decodeSegment(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}

/** The reply of /event-actions: the same for everybody. */
const EVENT_ACTIONS = JSON.stringify({
	data: ACTIONS.map((action) => ({
		id: action.id,
		type: 'event-actions',
		attributes: {
			displayName: action.displayName,
			groupDisplayName: action.group,
			groupDisplayNames: [action.group],
		},
		links: null,
	})),
	meta: {
		attributes: null,
		next: null,
		prev: null,
		page_size: ACTIONS.length,
		total: ACTIONS.length,
	},
	links: {},
});
