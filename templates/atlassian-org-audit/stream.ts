import { forEach, otherwise, set, sleep, when, whileTrue } from '../../src/generate/actions.ts';
import { commented, element } from '../../src/model/build.ts';
import type { Action } from '../../src/model/workflow.ts';
import {
	beginPage,
	handleFailure,
	IS_PAGE,
	postAll,
	postUnseen,
	remember,
	request,
} from './request.ts';

const SEEN = ['/stream/seen/current', '/stream/seen/earlier'] as const;

/** The largest generation of remembered ids, so that the State stays small on the busiest organization. */
const SEEN_MAX = 10_000;

/** The most requests of one run, whatever they bring: an API that repeats itself for ever ends the run too. */
const REQUESTS_MAX = 500;

/** Any number of fraction digits: Atlassian prints three or none, Java's Instant could print more. */
const FRACTIONS = [9, 8, 7, 6, 5, 4, 3, 2, 1].map((digits) => `[.${'S'.repeat(digits)}]`).join('');

/** Atlassian allows 50 requests a minute; a run that reads more pages than this slows down. */
const FAST_PAGES = 40;

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
			when("count(/startTime) > 0 and '${/startTime}' != '${/stream/startTime}'", [
				set('/stream/startTime', '${/startTime}'),
				set('/stream/start', '${/startTime}'),
				set('/stream/from', '${/startTime}'),
				set('/stream/cursor', ''),
				set('/stream/mayRepeat', 'no'),
			]),
		),
		element('Initialize', { path: '/stream/start', value: '${time() - /lookback * 60000}' }),
		element('Initialize', { path: '/stream/from', value: '${/stream/start}' }),
		element('Initialize', { path: '/stream/cursor', value: '' }),
		element('Initialize', { path: '/stream/mayRepeat', value: 'no' }),
		element('Initialize', { path: '/stream/lastProcessed', value: '' }),
		element('Initialize', { path: '/stream/repeatUntil', value: '0' }),
		element('Initialize', { path: '/stream/seen/since', value: '${time()}' }),
		...SEEN.map((path) => element('Initialize', { path, value: '{}' })),
	];
}

function takePage(): Action[] {
	return [
		...beginPage(),
		set('/run/count', '${count(/response/body/data)}'),
		set('/run/before', '${/run/events}'),
		when('/run/count > 0', [
			commented(
				'Post first, then move the checkpoint: a crash between the two repeats a page and loses nothing.',
				when("/stream/mayRepeat = 'yes'", postUnseen(...SEEN), otherwise(postAll())),
			),
			...rememberPage(),
		]),
		when(
			"/run/next != '' and /run/next != /run/cursor",
			[set('/stream/cursor', '${/run/next}')],
			otherwise([
				commented(
					'No new cursor came. Keep the one we have; what this page held may come again with it.',
					when('/run/count > 0', [...expectRepeats(), when("/run/cursor = ''", goBack())]),
				),
				set('/run/more', 'no'),
			]),
		),
		when('/run/count = 0', [set('/run/more', 'no')]),
		commented(
			'Pages on which everything was known do not count, so that a run always gets on.',
			when('/run/events > /run/before', [set('/run/newPages', '${/run/newPages + 1}')]),
		),
		when(`/run/newPages >= /pageLimit or /run/pages >= ${REQUESTS_MAX}`, [set('/run/more', 'no')]),
		when(`/run/more = 'yes' and /run/pages >= ${FAST_PAGES}`, [sleep('1250')]),
	];
}

/** Remembers what was posted, for the day on which the cursor is not enough. */
function rememberPage(): Action[] {
	return [
		forEach('/event', '/response/body/data', [remember(SEEN[0])]),
		commented(
			'Two generations, each as long as an event may be late; none is forgotten while pages are read again.',
			when(
				`(/stream/mayRepeat = 'no' and time() - /stream/seen/since >= /lateness * 60000) or count(${SEEN[0]}) >= ${SEEN_MAX}`,
				[
					set(SEEN[1], `\${${SEEN[0]}}`),
					set(SEEN[0], '{}'),
					set('/stream/seen/since', '${time()}'),
				],
			),
		),
		set('/run/last', '${/run/count - 1}'),
		when(
			'/response/body/data[/run/last]/attributes/processedAt != null',
			[set('/run/pageEnd', '${/response/body/data[/run/last]/attributes/processedAt}')],
			otherwise([set('/run/pageEnd', '${/response/body/data[/run/last]/attributes/time}')]),
		),
		commented(
			'How far we ever were: pages that are read again are before it.',
			when('/run/pageEnd > /stream/lastProcessed', [
				set('/stream/lastProcessed', '${/run/pageEnd}'),
			]),
		),
		when("/stream/mayRepeat = 'yes'", [
			commented(
				'Past the last event that was posted before: nothing repeats from here on. Some times have fractions and some have none, so they are not compared as text.',
				parseTime('/run/pageEnd', '/run/pageEndTime'),
			),
			when('/run/pageEndTime > /stream/repeatUntil', [set('/stream/mayRepeat', 'no')]),
		]),
	];
}

/** From now on, until we are past the last event, leave out by its id what was posted before. */
function expectRepeats(): Action[] {
	return [
		set('/stream/mayRepeat', 'yes'),
		when("/stream/lastProcessed != ''", [
			parseTime('/stream/lastProcessed', '/stream/repeatUntil'),
		]),
	];
}

/** Moves the beginning to a little before the last event, but not before where the collection began. */
function goBack(): Action[] {
	return [
		when("/stream/lastProcessed != ''", [
			set('/stream/from', '${/stream/repeatUntil - /lateness * 60000}'),
			when('/stream/from < /stream/start', [set('/stream/from', '${/stream/start}')]),
		]),
	];
}

/** Milliseconds of a time that Atlassian gave. Its zone is UTC, whatever the parameter says. */
function parseTime(path: string, savePath: string): Action {
	return element('ParseDate', {
		pattern: `yyyy-MM-dd'T'HH:mm:ss${FRACTIONS}'Z'`,
		timeZone: 'UTC',
		date: `\${${path}}`,
		savePath,
	});
}

/** A cursor that Atlassian no longer takes is forgotten, once a run. */
function forgetCursor(): Action[] {
	return [
		set('/stream/cursor', ''),
		...expectRepeats(),
		...goBack(),
		element('Log', {
			type: 'WARN',
			message:
				'Atlassian audit log: the cursor is no longer valid; reading again from ${/stream/from}.',
		}),
	];
}
