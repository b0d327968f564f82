import type { Subject } from './actions.ts';
import type { EventFacts } from './eventFacts.ts';
import { inJson, issueKey } from './jsonText.ts';

/** The message of an event, as JSON text without its quotes. */
export function messageOf(facts: EventFacts): string {
	return MESSAGES[facts.action.subject](facts);
}

const MESSAGES: { readonly [Name in Subject]: (facts: EventFacts) => string } = {
	self: (facts) => facts.action.displayName,
	userInGroup: (facts) =>
		facts.action.id === 'user_added_to_group'
			? `Added ${inJson(facts.target.name)} to ${facts.group}`
			: `Removed ${inJson(facts.target.name)} from ${facts.group}`,
	user: (facts) =>
		facts.action.id === 'user_logged_in_as_user'
			? `Logged in as ${facts.target.email}`
			: `Viewed profile of ${inJson(facts.target.name)}`,
	invitation: (facts) => `Invited guest${facts.number}@example.net`,
	token: (facts) => `${facts.action.displayName} \\"automation ${facts.number}\\"`,
	organization: (facts) => facts.action.displayName,
	policy: (facts) => `${facts.action.displayName} to ${facts.number % 30}`,
	app: () => 'Installed Backup for Jira',
	issue: (facts) => `${facts.action.displayName} ${issueKey(facts)}`,
	page: (facts) => `${facts.action.displayName} Runbook ${facts.number}`,
	space: (facts) => `${facts.action.displayName} for ${facts.group}`,
	repository: (facts) => `${facts.action.displayName} service-${facts.number}`,
};
