import type { ConnectorTemplate } from '../src/generate/template.ts';
import { atlassianOrgAudit } from './atlassian-org-audit/template.ts';

/** Every connector template, in the order in which they are listed. */
export const TEMPLATES: readonly ConnectorTemplate[] = [atlassianOrgAudit];

/** The template that made a workflow, recognised by the workflow's name. */
export function templateOf(workflowName: string): ConnectorTemplate | undefined {
	return TEMPLATES.find((template) => template.workflowName === workflowName);
}
