/** What an action is done to, which decides the event's context, container and message. */
export type Subject =
	| 'self'
	| 'userInGroup'
	| 'user'
	| 'invitation'
	| 'token'
	| 'organization'
	| 'policy'
	| 'app'
	| 'issue'
	| 'page'
	| 'space'
	| 'repository';

/** A row of the catalogue of actions: what /event-actions lists and what events carry. */
export interface ActionRow {
	readonly id: string;
	readonly displayName: string;
	readonly group: string;
	readonly subject: Subject;
	/** The product that `product=` selects; administration has none. */
	readonly product?: 'bitbucket' | 'confluence' | 'guard_detect' | 'jira' | 'loom';
	/** How often it happens, against the others. */
	readonly weight: number;
}

/**
 * Actions seen in public samples (elastic/integrations atlassian_cloud, hashicorp-forge/grove, Sumo Logic,
 * Panther) and documented by Atlassian ("What activities does the audit log include").
 */
export const ACTIONS: readonly ActionRow[] = [
	row('user_login', 'Logged in', 'Authentication', 'self', 14),
	row('user_login_failed', 'Failed to log in', 'Authentication', 'self', 3),
	row('user_logout', 'Logged out', 'Authentication', 'self', 6),
	row('user_logged_in_as_user', 'Logged in as another user', 'Authentication', 'user', 1),
	row('user_added_to_group', 'Added user to group', 'Groups', 'userInGroup', 6),
	row('user_removed_from_group', 'Removed user from group', 'Groups', 'userInGroup', 3),
	row('organization_users_viewed', 'Viewed users', 'User management', 'organization', 3),
	row('user_profile_viewed', 'Viewed profile', 'User management', 'user', 3),
	row('user_invitation_sent', 'Sent invitation', 'User management', 'invitation', 2),
	row('api_token_created', 'Created API token', 'API tokens', 'token', 2),
	row('api_token_revoked', 'Revoked API token', 'API tokens', 'token', 1),
	row('org_settings_update', 'Updated organization settings', 'Organization', 'organization', 1),
	row('password_policy_update', 'Updated password policy', 'Security', 'policy', 1),
	row('session_duration_policy_update', 'Updated session duration', 'Security', 'policy', 1),
	row('marketplace_app_installed', 'Installed app', 'Apps', 'app', 1),
	row('jira_issue_viewed', 'Viewed Jira issue', 'Jira', 'issue', 16, 'jira'),
	row('jira_issue_created', 'Created Jira issue', 'Jira', 'issue', 5, 'jira'),
	row('jira_issue_updated', 'Updated Jira issue', 'Jira', 'issue', 9, 'jira'),
	row('jira_issue_deleted', 'Deleted Jira issue', 'Jira', 'issue', 1, 'jira'),
	row('confluence_page_viewed', 'Viewed page', 'Confluence', 'page', 12, 'confluence'),
	row('confluence_page_created', 'Created page', 'Confluence', 'page', 3, 'confluence'),
	row('confluence_page_updated', 'Updated page', 'Confluence', 'page', 4, 'confluence'),
	row(
		'confluence_added_space_permission',
		'Added space permission',
		'Confluence',
		'space',
		1,
		'confluence',
	),
	row(
		'confluence_audit_record_removed_content_restriction',
		'Removed content restriction',
		'Confluence',
		'page',
		1,
		'confluence',
	),
	row(
		'bitbucket_repository_created',
		'Created repository',
		'Bitbucket',
		'repository',
		1,
		'bitbucket',
	),
];

function row(
	id: string,
	displayName: string,
	group: string,
	subject: Subject,
	weight: number,
	product?: ActionRow['product'],
): ActionRow {
	const action = { id, displayName, group, subject, weight };
	return product === undefined ? action : { ...action, product };
}
