import { set, when } from '../../src/generate/actions.ts';
import { commented, element } from '../../src/model/build.ts';
import type { Action } from '../../src/model/workflow.ts';

/** 2001-09-09: what is less was meant in seconds. */
const MILLISECONDS_MIN = 1_000_000_000_000;

/** 180 days. Source: Atlassian, "Audit log events", retention. */
const RETENTION_MS = 180 * 86_400_000;

/** Sets /run/begin to where a collection begins that has no place yet: the start time, or the lookback. */
export function findBeginning(): Action[] {
	return [
		set('/run/begin', '${time() - /lookback * 60000}'),
		when('count(/startTime) > 0', [
			set('/run/begin', '${/startTime}'),
			commented(
				'Seconds would be a day in January 1970: all of the log would be read again.',
				when(`/run/begin < ${MILLISECONDS_MIN}`, [
					element('Abort', {
						reason:
							'Atlassian audit log: the start time must be in milliseconds since 1970, 13 digits such as 1693309396000.',
					}),
				]),
			),
			commented(
				'Atlassian keeps no more.',
				when(`/run/begin < time() - ${RETENTION_MS}`, [
					set('/run/begin', `\${time() - ${RETENTION_MS}}`),
				]),
			),
			commented(
				'A start time in the future would look like a healthy connection without events.',
				when('/run/begin > time()', [
					set('/run/notice', 'The start time lies in the future: nothing is collected until then.'),
				]),
			),
		]),
	];
}

/**
 * The condition that the collection whose place is kept at a path begins at /run/begin: the first time, when
 * the start time was changed, and when one in the future was cleared. Clearing any other keeps the place.
 */
export function beginsAnew(place: string): string {
	return [
		`not exists ${place}/startTime`,
		`(count(/startTime) > 0 and '\${/startTime}' != '\${${place}/startTime}')`,
		`(count(/startTime) = 0 and '\${${place}/startTime}' != '' and ${place}/start > time())`,
	].join(' or ');
}
