/** The schema versions of the language, oldest first. The namespace of a document names one. */
export const VERSIONS = ['V1', 'V2', 'V2_1'] as const;

export type Version = (typeof VERSIONS)[number];

/** Whether something that exists since `since` exists in `version`. */
export function isAvailable(since: Version | undefined, version: Version): boolean {
	return since === undefined || VERSIONS.indexOf(version) >= VERSIONS.indexOf(since);
}
