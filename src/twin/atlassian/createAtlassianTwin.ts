import { invariant } from '../../base/invariant.ts';
import { hash, seedFor } from '../random.ts';
import type { AtlassianTwin, AtlassianTwinOptions } from './atlassianTwin.ts';
import { CONTROL_PATH, handleControl } from './control.ts';
import { errorReply } from './errors.ts';
import { createFaultPlan } from './faults.ts';
import { createAtlassianLedger } from './ledger.ts';
import { createOrganizationApi } from './organizationApi.ts';
import { readOptions } from './readOptions.ts';
import { createRequestLog } from './requestLog.ts';
import { createWorld } from './world.ts';

/** The end of four-digit years, where printing instants stops being plain. */
const LATEST_MS = Date.UTC(9999, 11, 31);

/**
 * A twin of the Atlassian organizations REST API, version 1, as far as the audit log goes. Options that a
 * person wrote should be checked with `readOptions` first; wrong ones are our own fault here.
 */
export function createAtlassianTwin(options: AtlassianTwinOptions): AtlassianTwin {
	const { scenario, profile, faults: firstFaults, problems } = readOptions(options);
	invariant(problems.length === 0, `Twin options were not checked: ${problems.join(' ')}`);
	const { seed } = options;
	let offsetMs = 0;
	const nowMs = () => Math.max(0, Math.min(LATEST_MS, Math.floor(options.now()) + offsetMs));
	const { orgId, apiKey: givenKey } = options.credentials ?? {};
	const world = createWorld({
		seed,
		startMs: nowMs(),
		scenario,
		profile,
		// It becomes part of every event: only what JSON and addresses carry as it is.
		...(orgId !== undefined && /^[\w.-]{1,100}$/.test(orgId) ? { orgId } : {}),
	});
	const apiKey =
		givenKey || `twin-key-${hash(seedFor(seed, 'key'), 1, 1).toString(16).padStart(8, '0')}`;
	const ledger = createAtlassianLedger(world);
	const log = createRequestLog();
	let faults = firstFaults;
	let plan = createFaultPlan(faults);
	let pagesWithArrivals = 0;

	const api = createOrganizationApi({
		seed,
		apiKey,
		world,
		profile,
		ledger,
		nextFault: (request) => plan.next(request),
		onPage: (atMs) => {
			const { arrivalsPerRequest, arrivalRequestsMax } = scenario.traffic;
			if (pagesWithArrivals >= arrivalRequestsMax) return;
			pagesWithArrivals++;
			for (let arrival = 0; arrival < arrivalsPerRequest; arrival++)
				world.inject({ timeMs: atMs }, atMs);
		},
	});

	const twin: AtlassianTwin = {
		name: 'atlassian',
		origins: ['https://api.atlassian.com'],
		credentials: { orgId: world.orgId, apiKey },
		ledger,
		profile,
		scenario,
		nowMs,
		advance(durationMs) {
			offsetMs += durationMs;
		},
		inject: (event) => world.identity.idOf(world.inject(event, nowMs()).index),
		setFaults(given) {
			faults = given;
			plan = createFaultPlan(given);
		},
		get faults() {
			return faults;
		},
		requests: log.all,
		get requestTotal() {
			return log.total;
		},

		handle(request) {
			if (!URL.canParse(request.url))
				return errorReply(
					{ code: 'ADMIN-404-1', detail: 'The address is not a URL.' },
					'00000000-0000-4000-8000-000000000000',
				);
			const url = new URL(request.url);
			if (url.pathname.startsWith(CONTROL_PATH)) return handleControl(twin, request, url);
			const atMs = nowMs();
			const { reply, ignored = [], ...details } = api(request, url, atMs);
			log.add({
				atMs,
				method: request.method,
				path: url.pathname,
				parameters: [...url.searchParams],
				ignored,
				status: reply.status,
				...details,
			});
			return reply;
		},
	};
	return twin;
}
