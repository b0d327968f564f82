import type { ConnectorTemplate } from '../../src/generate/template.ts';
import { PARAMETERS } from './parameters.ts';
import { writeRunbook } from './runbook.ts';
import { buildWorkflow, WORKFLOW_NAME } from './workflow.ts';

/** The audit log of an Atlassian organization: administration, Jira, Confluence, Bitbucket, Guard. */
export const atlassianOrgAudit: ConnectorTemplate = {
	name: 'atlassian-org-audit',
	product: 'Atlassian organization (Guard, Jira, Confluence, Bitbucket)',
	endpoint: 'GET /admin/v1/orgs/{orgID}/events-stream',
	summary: 'The audit log of an Atlassian organization.',
	workflowName: WORKFLOW_NAME,
	parameters: PARAMETERS,
	versions: ['V2', 'V2_1', 'V1'],
	twin: 'atlassian',
	build: buildWorkflow,
	runbook: writeRunbook,
};
