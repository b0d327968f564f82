/** What the command line knows about a twin beyond what the twin says of itself. */
export interface TwinHints {
	/**
	 * The parameter names, in lower case and without separators, that stand for each of the twin's credentials:
	 * those that published workflows for this API use.
	 */
	readonly parameters: Readonly<Record<string, readonly string[]>>;
	/** A path worth a first look, credentials filled in. */
	firstPath(credentials: Readonly<Record<string, string>>): string;
	/** The header that lets a request in. */
	authorization(credentials: Readonly<Record<string, string>>): string;
}

export const TWIN_HINTS: Readonly<Record<string, TwinHints>> = {
	atlassian: {
		parameters: {
			orgId: ['orgid', 'organizationid', 'organisationid', 'atlassianorgid'],
			apiKey: ['apitoken', 'apikey', 'accesstoken', 'token', 'bearertoken'],
		},
		firstPath: ({ orgId = '' }) => `/admin/v1/orgs/${orgId}/events-stream?limit=2`,
		authorization: ({ apiKey = '' }) => `Authorization: Bearer ${apiKey}`,
	},
};

/** Which of a twin's credentials a parameter of this name stands for, if any. */
export function credentialKind(twinName: string, parameter: string): string | undefined {
	const wanted = parameter.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
	const kinds = Object.entries(TWIN_HINTS[twinName]?.parameters ?? {});
	return kinds.find(([, names]) => names.includes(wanted))?.[0];
}
