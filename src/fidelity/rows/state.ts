import type { KnownRow } from '../row.ts';

/** The State, and how runs follow each other. */
export const STATE_ROWS: readonly KnownRow[] = [
	{
		id: 'parameters-are-texts',
		evidence: 'log',
		behaviour: 'Parameter values are in the State under their names, as texts.',
		source: 'IBM "Workflow"; verbose log in issue 86: set(/apiUrl, "…", false)',
	},
	{
		id: 'parameter-default',
		evidence: 'documented',
		behaviour: 'A parameter without a value takes its default.',
		source: 'IBM "Workflow"; 101 uses',
	},
	{
		id: 'parameter-required',
		evidence: 'inferred',
		behaviour: 'Without a value for a required parameter the workflow does not run.',
		source: 'IBM "Workflow", attribute required; 518 uses',
	},
	{
		id: 'parameters-win-each-run',
		evidence: 'inferred',
		behaviour: 'Parameter values are written again at every run, over what the State kept.',
		source: 'otherwise editing the log source would change nothing',
	},
	{
		id: 'state-kept-between-runs',
		evidence: 'log',
		behaviour: 'The whole State is kept from run to run.',
		source: 'IBM "State"; run log of Slack Business Plus, second run',
	},
	{
		id: 'actions-in-order',
		evidence: 'documented',
		behaviour: 'Actions run one after the other, in the order of the document.',
		source: 'IBM "Workflow"',
	},
	{
		id: 'failure-ends-run-in-error',
		evidence: 'log',
		behaviour: 'An action that fails ends the run, and its message becomes the error status.',
		source: 'issues 34, 57, 72 and 283',
	},
	{
		id: 'next-recurrence-after-failure',
		evidence: 'documented',
		behaviour: 'After a run that did not end well the next one comes at the next recurrence.',
		source: 'IBM "Abort"',
	},
	{
		id: 'minimum-recurrence',
		evidence: 'documented',
		behaviour: 'minimumRecurrence is in seconds, and a shorter recurrence is raised to it.',
		source: 'IBM "Workflow"; 6 uses',
	},
	{
		id: 'runs-do-not-overlap',
		evidence: 'inferred',
		behaviour: 'A run that takes longer than the recurrence is followed at once, never overlapped.',
		source: 'one runner for a log source: WorkflowRunner runOnce() in the log of issue 86',
	},
	{
		id: 'status-stays',
		evidence: 'documented',
		behaviour: 'A status stays until ClearStatus or another status, across runs.',
		source: 'IBM "Abort" and "ClearStatus"',
	},
	{
		id: 'objects-made-on-the-way',
		evidence: 'observed',
		behaviour: 'Writing to a path makes the objects on the way that are missing.',
		source: 'Set /keep/lastEventHash on an empty State in Slack Business Plus; CyberArk EPM',
	},
	{
		id: 'secrets-hidden',
		evidence: 'inferred',
		behaviour: 'Values of secret parameters do not show in logs.',
		source: 'IBM "State" (stored encrypted); run log of Slack Business Plus',
	},
	{
		id: 'secrets-marked',
		evidence: 'inferred',
		behaviour: 'In the saved State a mark stands for the value of a secret parameter.',
		source: 'IBM "State" (stored encrypted); 🔐 in the run log of Slack Business Plus',
	},
];
