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
import { commented } from '../../src/model/build.ts';
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
	postAll,
	postNew,
	remember,
	request,
} from './request.ts';

/** The ids of what was posted of the second at /stream/second. */
const SEEN = '/stream/seen';

/** How often a collection whose cursors expire goes back by the whole lateness before it goes back less. */
const FAR_ATTEMPTS = 3;

/** The most requests of one run, whatever they bring: an API that repeats itself for ever ends the run too. */
const REQUESTS_MAX = 500;

/** Atlassian allows 50 requests a minute: a run that reads more pages than this goes on at 40 a minute. */
const FAST_PAGES = 10;

/**
 * Collects from events-stream, which is sorted by the time at which Atlassian processed an event, so that
 * nothing that appears late is missed. A cursor says how far we are; it is stored after each page is posted.
 * Source: Atlassian, "Poll events" migration guide.
 */
export function collectFromStream(): Action[] {
	return [
		...prepare(),
		whileTrue("/run/more = 'yes'", [
			commented(
				'With a cursor Atlassian goes on from it and ignores the rest. There is no "to": a cursor would keep it.',
				set('/run/cursor', '${/stream/cursor}'),
			),
			when(
				"/run/cursor = ''",
				[set('/run/from', '${/stream/from}'), set('/run/sortOrder', 'asc')],
				otherwise([set('/run/from', ''), set('/run/sortOrder', '')]),
			),
			request('events-stream', [
				['cursor', '${/run/cursor}'],
				['from', '${/run/from}'],
				['sortOrder', '${/run/sortOrder}'],
				['limit', '${/pageSize}'],
			]),
			when(IS_PAGE, takePage(), otherwise([handleFailure(forgetCursor())])),
		]),
	];
}

function prepare(): Action[] {
	return [
		commented(
			'Begin at the start time when one is given, and again when it is changed; otherwise at the lookback.',
			when(beginsAnew('/stream'), [
				set('/stream/start', '${/run/begin}'),
				set('/stream/from', '${/stream/start}'),
				set('/stream/cursor', ''),
				set('/stream/mayRepeat', 'no'),
				set('/stream/expired', '0'),
				set('/stream/second', '1970-01-01T00:00:00'),
				set(SEEN, '{}'),
				set('/stream/startTime', '${/startTime}'),
			]),
		),
	];
}

function takePage(): Action[] {
	return [
		...beginPage(),
		set('/run/count', '${count(/response/body/data)}'),
		set('/run/before', '${/run/events}'),
		when('/run/count > 0', postPage()),
		when(
			"/run/next != '' and /run/next != /run/cursor",
			[set('/stream/cursor', '${/run/next}')],
			otherwise([
				commented(
					'No new cursor came. Keep the one we have; what this page held may come again with it.',
					when('/run/count > 0', [
						set('/stream/mayRepeat', 'yes'),
						when("/run/cursor = ''", goBack('/lateness * 60000')),
					]),
				),
				set('/run/more', 'no'),
			]),
		),
		when('/run/count = 0', [
			set('/stream/mayRepeat', 'no'),
			set('/stream/expired', '0'),
			set('/run/more', 'no'),
		]),
		commented(
			'Pages on which everything was known do not count, so that a run always gets on.',
			when('/run/events > /run/before', [
				set('/run/newPages', '${/run/newPages + 1}'),
				set('/stream/expired', '0'),
			]),
		),
		when(`/run/newPages >= /pageLimit or /run/pages >= ${REQUESTS_MAX}`, [set('/run/more', 'no')]),
		when(`/run/more = 'yes' and /run/pages >= ${FAST_PAGES}`, [sleep('1500')]),
	];
}

/**
 * Posts what is new on a page. The stream is in order of processing, so all that was processed before the
 * second of the last event was posted; of that second the ids are remembered. Seconds are compared as text,
 * because some times have fractions and some have none.
 */
function postPage(): Action[] {
	return [
		set('/run/last', '${/run/count - 1}'),
		captureSecond('/run/last', 'processedAt', '/run/second'),
		commented(
			'While pages are read again, those that end before the last event hold nothing new.',
			when("/stream/mayRepeat = 'no' or not (/run/second < /stream/second)", [
				commented(
					'Post first, then move the checkpoint: a crash between the two repeats a page and loses nothing.',
					when(
						`/stream/mayRepeat = 'no' and count(${SEEN}/'\${/response/body/data[0]/id}') = 0`,
						postAll(),
						otherwise(
							postNew(`not (/event/attributes/processedAt < /stream/second) and ${isUnseen(SEEN)}`),
						),
					),
				),
				when('/run/second > /stream/second', [
					set('/stream/second', '${/run/second}'),
					set(SEEN, '{}'),
					set('/stream/mayRepeat', 'no'),
				]),
				forEach('/event', '/response/body/data', [
					when('/event/attributes/processedAt >= /stream/second', [remember(SEEN)]),
				]),
			]),
		),
	];
}

/**
 * Moves the beginning to a little before the last event, but not before where the collection began: "from" may
 * be compared with the time of the event, which is earlier than the time of processing.
 */
function goBack(durationMs: string): Action[] {
	return [
		parseSecond('/stream/second', '/run/back'),
		set('/run/back', `\${/run/back - ${durationMs}}`),
		when('/run/back < /stream/start', [set('/run/back', '${/stream/start}')]),
		set('/stream/from', '${/run/back}'),
	];
}

/**
 * A cursor that Atlassian no longer takes is forgotten. If that happens again and again while pages are read
 * again, there are more of them than cursors live for: then less is read again, or new events would never be
 * reached.
 */
function forgetCursor(): Action[] {
	return [
		set('/stream/expired', '${/stream/expired + 1}'),
		when(
			`/stream/expired <= ${FAR_ATTEMPTS}`,
			goBack('/lateness * 60000'),
			whenElse(`/stream/expired = ${FAR_ATTEMPTS + 1}`, goBack('60000')),
			otherwise([
				set(
					'/run/problem',
					'Atlassian’s cursors expire at once. Events are read page by page, and slowly.',
				),
				...giveUp('WARN'),
			]),
		),
		set('/stream/mayRepeat', 'yes'),
		set('/stream/cursor', ''),
		log(
			'WARN',
			'Atlassian audit log: the cursor is no longer valid; reading again from ${/stream/from}.',
		),
	];
}
