import { GROUPS, type Group } from '../base/openQuestion.ts';
import { type FidelityRow, type KnownRow, testOf } from './row.ts';
import { ACTION_ROWS } from './rows/actions.ts';
import { ATLASSIAN_ROWS } from './rows/atlassian.ts';
import { CALL_ENDPOINT_ROWS } from './rows/callEndpoint.ts';
import { CONNECTION_TEST_ROWS } from './rows/connectionTests.ts';
import { DOCUMENT_ROWS } from './rows/documents.ts';
import { EVENT_ROWS } from './rows/events.ts';
import { JPATH_ROWS } from './rows/jpath.ts';
import { NETWORK_ROWS } from './rows/network.ts';
import { STATE_ROWS } from './rows/state.ts';
import { TEMPLATE_ROWS } from './rows/templates.ts';
import { unknownRows } from './unknownRows.ts';

const KNOWN: Readonly<Record<Group, readonly KnownRow[]>> = {
	documents: DOCUMENT_ROWS,
	state: STATE_ROWS,
	templates: TEMPLATE_ROWS,
	jpath: JPATH_ROWS,
	actions: ACTION_ROWS,
	callEndpoint: CALL_ENDPOINT_ROWS,
	network: NETWORK_ROWS,
	events: EVENT_ROWS,
	connectionTests: CONNECTION_TEST_ROWS,
	atlassian: ATLASSIAN_ROWS,
};

/**
 * The fidelity table: every behaviour of the product that this project embodies, with how we know it and what
 * holds it. Group by group, in each first what is known, then what is not.
 */
export function fidelityRows(): FidelityRow[] {
	const unknown = unknownRows();
	return (Object.keys(GROUPS) as Group[]).flatMap((group) => [
		...KNOWN[group].map((row) => ({ ...row, group, test: testOf(group) })),
		...unknown.filter((row) => row.group === group),
	]);
}
