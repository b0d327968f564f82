/** What a text may be made from. */
export interface TextFacts {
	readonly name: string;
	/** Unlike that of any other text. */
	readonly number: number;
	readonly timeMs: number;
}

/**
 * A text that suits the name of its member: an id, a date, an address. Nothing in it needs to be encoded in an address.
 */
export function plainText({ name, number, timeMs }: TextFacts): string {
	const word = name.toLowerCase();
	if (/token|secret|password|signature|session/.test(word)) return `standin-token-${number}`;
	if (/e-?mail/.test(word)) return `user${number}@example.com`;
	if (isInstantName(word)) return new Date(timeMs).toISOString();
	if (/(?:^|[^a-z])ip(?:[^a-z]|$)|address/.test(word)) return `192.0.2.${number % 250}`;
	if (/host|domain|server/.test(word)) return 'host.example.com';
	if (/url|link|href/.test(word)) return `https://host.example.com/${number}`;
	const label = name.replace(/[^A-Za-z0-9_-]+/g, '-') || 'text';
	return `${label}-${number}`;
}

/** Whether a name is that of an instant, and not of how long something takes. */
export function isInstantName(name: string): boolean {
	return /time|date|created|updated|modified|since|until|_at$/i.test(name) && !isDurationName(name);
}

/** Whether a name is that of how long something takes. */
export function isDurationName(name: string): boolean {
	return (
		/wait|sleep|interval|seconds|minutes|hours|days|period|duration|timeout|ttl|retry.after/i.test(
			name,
		) || /_in$|[a-z]In$/.test(name)
	);
}
