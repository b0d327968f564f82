import { forEach, otherwise, set, sleep, when, whileTrue } from '../../src/generate/actions.ts';
import { commented, element } from '../../src/model/build.ts';
import type { Action } from '../../src/model/workflow.ts';
import { beginPage, handleFailure, IS_PAGE, postUnseen, remember, request } from './request.ts';

/** The longest and shortest window one walk covers, without what it overlaps with the one before. */
const WINDOW_MAX_MS = 86_400_000;
const WINDOW_MIN_MS = 60_000;

/** How many ids of an unfinished window are remembered, in case it must be walked again. */
const WALKED_MAX = 10_000;

/** The newest minute is left for the next run, when Atlassian has listed it. */
const SETTLE_MS = 60_000;

/**
 * Collects from /events, the only endpoint that searches. It lists by the time of the event, newest first, so
 * a bookmark on the newest would lose what appears late. Instead windows are walked: each overlaps the last by
 * the lateness, and what was posted in the overlap is left out by its id.
 */
export function collectBySearch(): Action[] {
	return [
		...prepare(),
		whileTrue("/run/more = 'yes'", [
			set('/run/cursor', '${/search/cursor}'),
			request('events', [
				['q', '${/query}'],
				['from', '${/search/from}'],
				['to', '${/search/to}'],
				['limit', '${/pageSize}'],
				['cursor', '${/run/cursor}'],
			]),
			when(IS_PAGE, takePage(), otherwise([handleFailure(restartWindow())])),
		]),
	];
}

function prepare(): Action[] {
	return [
		commented(
			'Not the bare query: what looks like JSON would not be kept as text.',
			set('/run/query', 'q=${/query}'),
		),
		commented(
			'A changed query or start time begins anew.',
			when(
				"/run/query != /search/query or (count(/startTime) > 0 and '${/startTime}' != '${/search/startTime}')",
				[
					set('/search/query', '${/run/query}'),
					set('/search/startTime', '${/startTime}'),
					when(
						'count(/startTime) > 0',
						[set('/search/highWater', '${/startTime}')],
						otherwise([set('/search/highWater', '${time() - /lookback * 60000}')]),
					),
					set('/search/start', '${/search/highWater}'),
					set('/search/overlap', '0'),
					set('/search/window', String(WINDOW_MAX_MS)),
					set('/search/seen', '{}'),
					set('/search/walked', '{}'),
					set('/search/from', ''),
				],
			),
		),
		when("/search/from = ''", openWindow()),
	];
}

/**
 * Opens the window behind the last one. It begins earlier by the overlap, and its end is counted from the
 * end of the last, so that windows move on however large the overlap is. The tail is the part that the next
 * window covers again: ids are remembered from there on, and compared as text, where a longer time with the
 * same beginning is the later.
 */
function openWindow(): Action[] {
	return [
		set('/search/from', '${/search/highWater - /search/overlap}'),
		when('/search/from < /search/start', [set('/search/from', '${/search/start}')]),
		set('/search/to', '${/search/highWater + /search/window}'),
		when(`/search/to > time() - ${SETTLE_MS}`, [set('/search/to', `\${time() - ${SETTLE_MS}}`)]),
		element('FormatDate', {
			pattern: "yyyy-MM-dd'T'HH:mm:ss",
			timeZone: 'UTC',
			time: '${/search/to - /lateness * 60000}',
			savePath: '/search/tail',
		}),
		set('/search/seenNext', '{}'),
		set('/search/cursor', ''),
		commented(
			'Nothing to do yet: the window is empty.',
			when('/search/to <= /search/highWater', [set('/search/from', ''), set('/run/more', 'no')]),
		),
	];
}

function takePage(): Action[] {
	return [
		...beginPage(),
		when('count(/response/body/data) > 0', [
			// Post first, then move the checkpoint: a crash between the two repeats a page and loses nothing.
			...postUnseen('/search/seen', '/search/walked'),
			forEach('/event', '/response/body/data', [
				when(`count(/search/walked) < ${WALKED_MAX}`, [remember('/search/walked')]),
				when('/event/attributes/time >= /search/tail', [remember('/search/seenNext')]),
			]),
		]),
		when(
			"/run/next != '' and /run/next != /run/cursor",
			[set('/search/cursor', '${/run/next}')],
			otherwise(closeWindow()),
		),
		when('/run/pages >= /pageLimit', [set('/run/more', 'no')]),
		commented(
			'Searching is limited to 10 requests a minute.',
			when("/run/more = 'yes'", [sleep('6500')]),
		),
	];
}

/** The window is walked to its end: remember how far, and what the next one will see again. */
function closeWindow(): Action[] {
	return [
		set('/search/highWater', '${/search/to}'),
		set('/search/seen', '${/search/seenNext}'),
		set('/search/walked', '{}'),
		set('/search/overlap', '${/lateness * 60000}'),
		set('/search/window', '${/search/window * 2}'),
		when(`/search/window > ${WINDOW_MAX_MS}`, [set('/search/window', String(WINDOW_MAX_MS))]),
		commented(
			'Go on at once only while catching up.',
			when(
				`/search/highWater < time() - ${2 * SETTLE_MS}`,
				openWindow(),
				otherwise([set('/search/from', ''), set('/run/more', 'no')]),
			),
		),
	];
}

/**
 * A cursor that Atlassian no longer takes: the window took too long to walk. Walk half of it, from its
 * beginning; what was posted of it is remembered and left out.
 */
function restartWindow(): Action[] {
	return [
		element('Log', {
			type: 'WARN',
			message:
				'Atlassian audit log: the cursor is no longer valid; searching again from ${/search/from}.',
		}),
		set('/search/window', '${/search/window / 2}'),
		when(`/search/window < ${WINDOW_MIN_MS}`, [set('/search/window', String(WINDOW_MIN_MS))]),
		...openWindow(),
	];
}
