/** Whether a live run may send a request to this host (name only, lower case). */
export type HostPolicy = (host: string) => boolean;

/**
 * Allows the hosts that one of the texts names, and those listed. The texts are the workflow and its parameter
 * values: a host that stands in neither came from a response, and no response may choose where credentials go.
 *
 * A host counts as named when it stands in a text as a word, parameters filled in, or when it ends with what follows
 * a hole: `https://${/region}.api.example.com` names every host under `.api.example.com`.
 */
export function createHostPolicy(options: {
	readonly texts: readonly string[];
	/** By name: what `${/name}` in a text stands for. */
	readonly parameters?: ReadonlyMap<string, string>;
	readonly allowedHosts: readonly string[];
}): HostPolicy {
	const { parameters = new Map<string, string>() } = options;
	const texts = options.texts.map((text) =>
		text
			.replace(/\$\{\s*\/([\w-]+)\s*\}/g, (hole, name: string) => parameters.get(name) ?? hole)
			.toLowerCase(),
	);
	const allowed = new Set(options.allowedHosts.map(hostNameOf));
	const suffixes = texts.flatMap(suffixesBehindHoles);
	const verdicts = new Map<string, boolean>();

	return (host) => {
		const known = verdicts.get(host);
		if (known !== undefined) return known;
		const verdict =
			allowed.has(host) ||
			texts.some((text) => standsAsWord(host, text)) ||
			suffixes.some((suffix) => host.endsWith(suffix));
		verdicts.set(host, verdict);
		return verdict;
	};
}

/** People give a host, a host with a port, or a whole address. */
function hostNameOf(text: string): string {
	const address = text.includes('://') ? text : `http://${text}`;
	return URL.canParse(address) ? new URL(address).hostname : text.toLowerCase();
}

const HOST_CHARACTER = /[a-z0-9._-]/;

function standsAsWord(host: string, text: string): boolean {
	for (let at = text.indexOf(host); at >= 0; at = text.indexOf(host, at + 1)) {
		const before = text.charAt(at - 1);
		const behind = text.charAt(at + host.length);
		const isSentenceEnd = behind === '.' && !HOST_CHARACTER.test(text.charAt(at + host.length + 1));
		if (!HOST_CHARACTER.test(before) && (!HOST_CHARACTER.test(behind) || isSentenceEnd))
			return true;
	}
	return false;
}

/** At least two whole labels, or `${/host}.com` and `${/host}-api.com` would allow half the world. */
function suffixesBehindHoles(text: string): string[] {
	return Array.from(
		text.matchAll(/\}([a-z0-9-]*(?:\.[a-z0-9-]+){2,})(?![a-z0-9.-])/g),
		(match) => match[1] ?? '',
	);
}
