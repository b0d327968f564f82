import {
	forEach,
	log,
	otherwise,
	set,
	sleep,
	when,
	whenElse,
	whileTrue,
} from '../../src/generate/actions.ts';
import { commented, element } from '../../src/model/build.ts';
import type { Action } from '../../src/model/workflow.ts';
import { beginsAnew } from './begin.ts';
import {
	beginPage,
	captureSecond,
	giveUp,
	handleFailure,
	IS_PAGE,
	isUnseen,
	parseSecond,
	postNew,
	remember,
	request,
} from './request.ts';

/** The longest window one walk covers, without what it overlaps with the one before. */
const WINDOW_MS = 86_400_000;

/** The newest minute is left for the next run, when Atlassian has listed it. */
const SETTLE_MS = 60_000;

/**
 * The ids of the last page and of all others of the window in the same second, in two generations: what may
 * come again when a page overlaps the one before.
 */
const WALKED = ['/search/walked/current', '/search/walked/earlier'] as const;

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
				['to', '${/search/until}'],
				['limit', '${/pageSize}'],
				['cursor', '${/run/cursor}'],
			]),
			when(IS_PAGE, takePage(), otherwise([handleFailure(continueWindow())])),
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
			when(`/run/query != /search/query or ${beginsAnew('/search')}`, [
				set('/search/start', '${/run/begin}'),
				set('/search/highWater', '${/search/start}'),
				set('/search/overlap', '0'),
				set('/search/seen', '{}'),
				set('/search/from', ''),
				set('/search/startTime', '${/startTime}'),
				set('/search/query', '${/run/query}'),
			]),
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
		set('/search/cursor', ''),
		set('/search/last', ''),
		set('/search/seenNext', '{}'),
		...WALKED.map((path) => set(path, '{}')),
		set('/search/to', `\${/search/highWater + ${WINDOW_MS}}`),
		when(`/search/to > time() - ${SETTLE_MS}`, [set('/search/to', `\${time() - ${SETTLE_MS}}`)]),
		set('/search/until', '${/search/to}'),
		set('/run/from', '${/search/highWater - /search/overlap}'),
		when('/run/from < /search/start', [set('/run/from', '${/search/start}')]),
		set('/search/overlap', '${/lateness * 60000}'),
		element('FormatDate', {
			pattern: "yyyy-MM-dd'T'HH:mm:ss",
			timeZone: 'UTC',
			time: '${/search/to - /search/overlap}',
			savePath: '/search/tail',
		}),
		when(
			'/search/to > /search/highWater',
			[set('/search/from', '${/run/from}')],
			otherwise([commented('Nothing to do yet: the window is empty.', set('/run/more', 'no'))]),
		),
	];
}

function takePage(): Action[] {
	return [
		...beginPage(),
		when('count(/response/body/data) > 0', postPage()),
		when(
			"/run/next = ''",
			closeWindow(),
			whenElse('/run/next != /run/cursor', [set('/search/cursor', '${/run/next}')]),
			otherwise(continueWindow()),
		),
		when('/run/pages >= /pageLimit', [set('/run/more', 'no')]),
		commented('Searching is limited to 10 requests a minute.', when("/run/more = 'yes'", [pause])),
	];
}

const pause = sleep('6500');

function postPage(): Action[] {
	return [
		// Post first, then move the checkpoint: a crash between the two repeats a page and loses nothing.
		...postNew(isUnseen('/search/seen', ...WALKED)),
		set('/run/last', '${count(/response/body/data) - 1}'),
		captureSecond('0', 'time', '/run/newest'),
		captureSecond('/run/last', 'time', '/run/oldest'),
		when('/run/newest != /run/oldest', [set(WALKED[1], `\${${WALKED[0]}}`), set(WALKED[0], '{}')]),
		forEach('/event', '/response/body/data', [
			remember(WALKED[0]),
			when('/event/attributes/time >= /search/tail', [remember('/search/seenNext')]),
		]),
		set('/search/last', '${/run/oldest}'),
	];
}

/** The window is walked to its end: remember how far, and what the next one will see again. */
function closeWindow(): Action[] {
	return [
		set('/search/highWater', '${/search/to}'),
		set('/search/seen', '${/search/seenNext}'),
		set('/search/from', ''),
		commented(
			'Go on at once only while catching up with the time at which this run began.',
			when(
				`/search/highWater < /run/began - ${2 * SETTLE_MS}`,
				openWindow(),
				otherwise([set('/run/more', 'no')]),
			),
		),
	];
}

/**
 * A cursor that Atlassian no longer takes, or that leads nowhere: go on below the second of the event that was
 * read last. What was posted of it is remembered and left out.
 */
function continueWindow(): Action[] {
	return [
		set('/search/cursor', ''),
		set('/run/until', '${/search/until}'),
		when("/search/last != ''", [
			parseSecond('/search/last', '/run/until'),
			set('/run/until', '${/run/until + 1000}'),
		]),
		when(
			'/run/until < /search/until',
			[
				set('/search/until', '${/run/until}'),
				log(
					'WARN',
					'Atlassian audit log: the cursor is no longer of use; searching again up to ${/search/last}.',
				),
				pause,
			],
			otherwise([
				set(
					'/run/problem',
					'Atlassian’s cursors expire at once. The next run searches again from the same place.',
				),
				...giveUp('WARN'),
			]),
		),
	];
}
