/** One challenge of a WWW-Authenticate header. */
export interface Challenge {
	/** Lower case. */
	readonly scheme: string;
	/** By lower-case name; of equal names the first counts. */
	readonly parameters: ReadonlyMap<string, string>;
}

/**
 * Reads the values of WWW-Authenticate headers (RFC 9110, 11.6.1), of which each may hold several challenges. What
 * makes no sense is skipped; a quoted string without its end lasts to the end of the value.
 */
export function parseChallenges(values: readonly string[]): Challenge[] {
	return values.flatMap(parseValue);
}

const TOKEN = /[\w!#$%&'*+.^`|~-]+/y;
/** The credentials of schemes such as Negotiate, which are no parameters. */
const TOKEN68 = /[ \t]+[\w.~+/-]+=*[ \t]*(?:,|$)/y;

function parseValue(text: string): Challenge[] {
	const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
	let offset = 0;
	while (offset < text.length) {
		const word = matchAt(TOKEN, text, offset);
		if (word === '') {
			offset++;
			continue;
		}
		offset += word.length;
		const equals = matchAt(/[ \t]*=[ \t]*/y, text, offset);
		if (equals === '') {
			challenges.push({ scheme: word.toLowerCase(), parameters: new Map() });
			offset += matchAt(TOKEN68, text, offset).length;
			continue;
		}
		const { value, end } = readParameterValue(text, offset + equals.length);
		const parameters = challenges.at(-1)?.parameters;
		if (parameters?.has(word.toLowerCase()) === false) parameters.set(word.toLowerCase(), value);
		offset = end;
	}
	return challenges;
}

function matchAt(pattern: RegExp, text: string, offset: number): string {
	pattern.lastIndex = offset;
	return pattern.exec(text)?.[0] ?? '';
}

function readParameterValue(text: string, start: number): { value: string; end: number } {
	if (text[start] !== '"') {
		const value = matchAt(/[^\s,]+/y, text, start);
		return { value, end: start + value.length };
	}
	let value = '';
	let offset = start + 1;
	while (offset < text.length && text[offset] !== '"') {
		if (text[offset] === '\\') offset++;
		value += text[offset] ?? '';
		offset++;
	}
	return { value, end: offset + 1 };
}
