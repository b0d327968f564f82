import type { Version } from '../../src/base/version.ts';
import { log, otherwise, remove, set, when } from '../../src/generate/actions.ts';
import { commented, element, workflow } from '../../src/model/build.ts';
import type { Action, Workflow } from '../../src/model/workflow.ts';
import { findBeginning } from './begin.ts';
import { postHeartbeat } from './heartbeat.ts';
import { PARAMETERS } from './parameters.ts';
import { collectBySearch } from './search.ts';
import { collectFromStream } from './stream.ts';

export const WORKFLOW_NAME = 'Atlassian Organization Audit Log';

/** The workflow. It uses only what V1 has, so it can be written in any version. */
export function buildWorkflow(version: Version): Workflow {
	return workflow({
		version,
		attributes: {
			name: WORKFLOW_NAME,
			description: 'Collects the audit log of an Atlassian organization without losing events.',
			version: '1.0',
			minimumRecurrence: '60',
		},
		parameters: PARAMETERS.map((parameter) =>
			element('Parameter', {
				name: parameter.name,
				label: parameter.label,
				description: parameter.description,
				required: String(parameter.required ?? false),
				secret: String(parameter.secret ?? false),
				default: parameter.default,
			}),
		),
		actions: [
			...prepareRun(),
			when('count(/query) > 0', collectBySearch(), otherwise(collectFromStream())),
			...postHeartbeat(),
			...finishRun(),
		],
		tests: [
			element('DNSResolutionTest', { host: 'api.atlassian.com' }),
			element('TCPConnectionTest', { host: 'api.atlassian.com' }),
			element('SSLHandshakeTest', { host: 'api.atlassian.com' }),
			element('HTTPConnectionThroughProxyTest', {
				url: '${/baseURL}',
				expectedResponseStatus: '404',
			}),
		],
		comments: ['Made by qradar-workflow from the template atlassian-org-audit.'],
	});
}

function prepareRun(): Action[] {
	return [
		commented('What belongs to this run only.', remove('/run')),
		set('/run/began', '${time()}'),
		set('/run/more', 'yes'),
		set('/run/pages', '0'),
		set('/run/newPages', '0'),
		set('/run/events', '0'),
		set('/run/rateWaits', '0'),
		set('/run/serverWaits', '0'),
		set('/run/backoff', '5000'),
		set('/run/notice', ''),
		...defaults(),
		...findBeginning(),
		set('/run/problem', '${/run/notice}'),
		commented(
			'For people only. It stands here so that a wrong time zone shows before anything is posted.',
			element('FormatDate', {
				pattern: 'yyyy-MM-dd HH:mm:ss',
				timeZone: '${/timeZone}',
				time: '${/run/began}',
				savePath: '/run/startedAt',
			}),
		),
	];
}

/** What an emptied parameter stands for. Whether QRadar takes the default then is not documented. */
function defaults(): Action[] {
	return PARAMETERS.flatMap(({ name, default: value = '' }) =>
		value === '' ? [] : [when(`count(/${name}) = 0`, [set(`/${name}`, value)])],
	);
}

function finishRun(): Action[] {
	return [
		when("/run/problem = '' and /run/pages > 0", [element('ClearStatus', {})]),
		when("/run/problem != '' and /run/problem = /run/notice", [
			element('SetStatus', { type: 'WARN', message: '${/run/notice}' }),
		]),
		log(
			'INFO',
			'Atlassian audit log: ${/run/events} events from ${/run/pages} pages, started at ${/run/startedAt} (${/timeZone}).',
		),
		commented('The State is kept between runs: keep it small.', remove('/response')),
		remove('/event'),
		remove('/run'),
	];
}
