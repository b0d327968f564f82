import { set, when } from '../../src/generate/actions.ts';
import { commented, element } from '../../src/model/build.ts';
import type { Action } from '../../src/model/workflow.ts';

/** Says that the connection works when there has been no event for a while, so that silence has a meaning. */
export function postHeartbeat(): Action[] {
	return [
		commented(
			'A heartbeat when nothing has come for a while, so that silence is not mistaken for health.',
			element('Initialize', { path: '/lastPost', value: '${time()}' }),
		),
		when('/run/events > 0', [set('/lastPost', '${time()}')]),
		when(
			"/heartbeat > 0 and /run/pages > 0 and /run/problem = '' and time() - /lastPost >= /heartbeat * 60000",
			[
				set(
					'/run/heartbeat',
					'{"eventType": "heartbeat", "orgID": "${/orgID}", "time": "${/run/startedAt}", "timeZone": "${/timeZone}", "message": "Connected to the Atlassian audit log; no new event for ${/heartbeat} minutes."}',
				),
				element('PostEvent', { path: '/run/heartbeat', source: '${/identifier}' }),
				set('/lastPost', '${time()}'),
			],
		),
	];
}
