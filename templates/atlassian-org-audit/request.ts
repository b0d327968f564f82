import { forEach, log, otherwise, set, sleep, when, whenElse } from '../../src/generate/actions.ts';
import { commented, element } from '../../src/model/build.ts';
import type { Action, ElementNode } from '../../src/model/workflow.ts';

/** One request to the API, with the response at /response. */
export function request(
	resource: 'events-stream' | 'events',
	parameters: readonly (readonly [name: string, value: string])[],
): Action {
	return element(
		'CallEndpoint',
		{
			url: `\${/baseURL}/admin/v1/orgs/\${/orgID}/${resource}`,
			method: 'GET',
			savePath: '/response',
		},
		{
			children: [
				element('BearerAuthentication', { token: '${/apiToken}' }),
				...parameters.map(
					([name, value]): ElementNode<'QueryParameter'> =>
						element('QueryParameter', { name, value, omitIfEmpty: 'true' }),
				),
				element('RequestHeader', { name: 'Accept', value: 'application/json' }),
			],
		},
	);
}

/** The condition that /response is a page of events and not, say, a login page sent with status 200. */
export const IS_PAGE = '/response/status_code = 200 and exists /response/body/data';

/** Waits at most this often in one run, for each of the two reasons to wait. */
const WAITS_MAX = 3;

/**
 * What to do when a response is not a page of events. It either waits, so that the loop tries again, or sets
 * /run/more to "no". A run that has posted events never aborts: whether QRadar keeps the State of an aborted
 * run is not documented, and losing it would post those events again.
 */
export function handleFailure(onBadCursor: readonly Action[]): Action {
	return when(
		'/response/status_code = 429',
		waitForRateLimit(),
		whenElse(SERVER_ERROR, waitForServer()),
		whenElse("/response/status_code = 400 and /run/cursor != ''", onBadCursor),
		otherwise([...explainFailure(), ...giveUp('ERROR')]),
	);
}

const SERVER_ERROR = [500, 502, 503, 504]
	.map((status) => `/response/status_code = ${status}`)
	.join(' or ');

/** Source: Atlassian's events API answers 429 at 10 (events) or 50 (events-stream) requests a minute. */
function waitForRateLimit(): Action[] {
	return [
		set('/run/rateWaits', '${/run/rateWaits + 1}'),
		set('/run/problem', 'Atlassian’s rate limit is reached. The next run goes on from here.'),
		when(
			`/run/rateWaits > ${WAITS_MAX}`,
			giveUp('WARN'),
			otherwise([
				commented(
					'The limit is counted by the minute. Retry-After is not documented for this API, but obeyed when it comes.',
					set('/run/retryAfter', '${/response/headers/retry-after}'),
				),
				when("/run/retryAfter = ''", [set('/run/retryAfter', '${/response/headers/Retry-After}')]),
				element('RegexCapture', {
					pattern: '^([0-9]{1,3})$',
					value: '${/run/retryAfter}',
					savePath: '/run/waitSeconds',
				}),
				when('count(/run/waitSeconds) = 0', [set('/run/waitSeconds', '61')]),
				when('/run/waitSeconds < 5', [set('/run/waitSeconds', '5')]),
				when('/run/waitSeconds > 120', [set('/run/waitSeconds', '120')]),
				sleep('${/run/waitSeconds * 1000}'),
			]),
		),
	];
}

function waitForServer(): Action[] {
	return [
		set('/run/serverWaits', '${/run/serverWaits + 1}'),
		set(
			'/run/problem',
			'Atlassian answers ${/response/status_code} ${/response/status_message}. The next run tries again.',
		),
		when(
			`/run/serverWaits > ${WAITS_MAX}`,
			giveUp('WARN'),
			otherwise([
				commented('5, 15, then 45 seconds.', sleep('${/run/backoff}')),
				set('/run/backoff', '${/run/backoff * 3}'),
			]),
		),
	];
}

function explainFailure(): Action[] {
	return [
		when(
			'/response/status_code = 401',
			[
				set(
					'/run/problem',
					'Atlassian refuses the API key (401). It may have expired (one year at most), or it is not an API key of an organization.',
				),
			],
			whenElse('/response/status_code = 403', [
				set(
					'/run/problem',
					'The API key may not read the audit log (403). It needs the scope read:events:admin, and the organization needs Atlassian Guard or an Enterprise plan.',
				),
			]),
			whenElse('/response/status_code = 404', [
				set('/run/problem', 'Atlassian does not know the organization ${/orgID} (404).'),
			]),
			whenElse('/response/status_code < 400', [
				set(
					'/run/problem',
					'The answer is not a page of events. The base URL may be wrong, or a proxy answers in its place.',
				),
			]),
			otherwise([
				set(
					'/run/problem',
					'Atlassian answers ${/response/status_code} ${/response/status_message}: ${/response/body/errors[0]/title} ${/response/body/errors[0]/detail}',
				),
			]),
		),
	];
}

/** Ends the loop over /run/problem: an error aborts where nothing is posted yet; otherwise the State is kept. */
export function giveUp(type: 'WARN' | 'ERROR'): Action[] {
	const status = [
		set('/run/more', 'no'),
		element('SetStatus', { type, message: '${/run/problem}' }),
		log(type, 'Atlassian audit log: ${/run/problem}'),
	];
	if (type === 'WARN') return status;
	return [
		when('/run/pages = 0', [element('Abort', { reason: '${/run/problem}' })], otherwise(status)),
	];
}

/**
 * What every page begins with: it is counted, what went wrong before it is over, and the cursor of the next is
 * taken. It is null on a last page, and how a template shows null is not documented, hence the test.
 */
export function beginPage(): Action[] {
	return [
		set('/run/pages', '${/run/pages + 1}'),
		set('/run/problem', '${/run/notice}'),
		set('/run/next', ''),
		when('/response/body/meta/next != null', [set('/run/next', '${/response/body/meta/next}')]),
	];
}

const post = (path: string) => element('PostEvents', { path, source: '${/identifier}' });

/** Posts the whole page. */
export function postAll(): Action[] {
	return [
		post('/response/body/data'),
		set('/run/events', '${/run/events + count(/response/body/data)}'),
	];
}

/** Posts the events of the page of which a condition holds. */
export function postNew(isNew: string): Action[] {
	return [
		set('/run/fresh', '[]'),
		forEach('/event', '/response/body/data', [
			when(isNew, [element('Add', { path: '/run/fresh', value: '${/event}' })]),
		]),
		when('count(/run/fresh) > 0', [post('/run/fresh')]),
		set('/run/events', '${/run/events + count(/run/fresh)}'),
	];
}

/** The condition that the id of the current event is in none of the given sets. */
export function isUnseen(...sets: readonly string[]): string {
	return sets.map((path) => `count(${path}/'\${/event/id}') = 0`).join(' and ');
}

/**
 * Puts the id of the current event into a set. A set is an object with a member for each id: looking one up
 * costs the same however many there are.
 */
export function remember(setPath: string): Action {
	return set(`${setPath}/'\${/event/id}'`, '1');
}

/** Keeps the text of a time of the event at a place of the page, up to its seconds. */
export function captureSecond(
	place: string,
	field: 'time' | 'processedAt',
	savePath: string,
): Action {
	return element('RegexCapture', {
		pattern: '^(.{19})',
		value: `\${/response/body/data[${place}]/attributes/${field}}`,
		savePath,
	});
}

/** The milliseconds of a second that was kept. Its zone is UTC, whatever the parameter says. */
export function parseSecond(path: string, savePath: string): Action {
	return element('ParseDate', {
		pattern: "yyyy-MM-dd'T'HH:mm:ss",
		timeZone: 'UTC',
		date: `\${${path}}`,
		savePath,
	});
}
