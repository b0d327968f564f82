import { REPEAT_MAX, type RegexNode } from '../java/regex/ast.ts';
import { type CharSet, includes } from '../java/regex/charSet.ts';
import { type ParsedRegex, parseRegex } from '../java/regex/parser.ts';
import { compileJavaRegex } from '../java/regex/regex.ts';
import { findFirst } from '../java/regex/search.ts';

/** A text is not made longer than this. */
const LENGTH_MAX = 2_000;
/** How many parts of a pattern are written, however often they repeat: what they write may be nothing. */
const WRITE_STEPS_MAX = 20_000;
/** How long a search may take that only proves a text. */
const STEPS_MAX = 100_000;

const PREFERRED = 'a1x0-_.: /A9zZ,;=&?"\'<>()[]{}@#%+*!~|\\^$\n\t';

/**
 * A text in which a Java pattern is found, capturing `captured` where the pattern lets it; undefined when none was
 * found. Not every pattern has one that can be made so: what must not be there is passed over.
 */
export function textMatching(pattern: string, captured?: string): string | undefined {
	const result = parseRegex(pattern);
	if (!result.ok) return undefined;
	const { parsed } = result;
	const wanted = captured === undefined ? [undefined] : [captured, undefined];
	const texts = wanted.flatMap((one) => [true, false].map((looks) => write(parsed, one, looks)));
	if (captured !== undefined) {
		const match = texts.find((text) => capturedBy(pattern, text) === captured);
		if (match !== undefined) return match;
	}
	return texts.find((text) => capturedBy(pattern, text) !== undefined);
}

/** What a pattern captures from a text, or all that it matches when it has no group. */
export function capturedBy(pattern: string, text: string): string | undefined {
	const compiled = compileJavaRegex(pattern);
	if (!compiled.ok) return undefined;
	const found = findFirst(compiled.regex, text, { stepsMax: STEPS_MAX });
	if (!found.ok || found.match === undefined) return undefined;
	const { groups } = found.match;
	return (groups.length > 1 ? groups[1] : groups[0]) ?? undefined;
}

/** `looks` says whether what look-arounds look for is written where they stand, or taken to be there. */
function write(parsed: ParsedRegex, captured: string | undefined, looks: boolean): string {
	const writer = new Writer(captured, looks);
	writer.write(parsed.root, 0);
	return writer.text;
}

class Writer {
	text = '';
	#steps = 0;
	readonly #captured: string | undefined;
	readonly #looks: boolean;
	readonly #groups = new Map<number, string>();

	constructor(captured: string | undefined, looks: boolean) {
		this.#captured = captured;
		this.#looks = looks;
	}

	write(node: RegexNode, depth: number): void {
		if (this.text.length > LENGTH_MAX || depth > 200 || ++this.#steps > WRITE_STEPS_MAX) return;
		switch (node.kind) {
			case 'text':
				this.text += node.text;
				return;
			case 'set':
				this.text += charOf(node.set);
				return;
			case 'sequence':
				for (const item of node.items) this.write(item, depth + 1);
				return;
			case 'alternatives': {
				const [first] = node.items;
				if (first !== undefined) this.write(first, depth + 1);
				return;
			}
			case 'group': {
				const start = this.text.length;
				if (node.number === 1 && this.#captured !== undefined) this.text += this.#captured;
				else this.write(node.body, depth + 1);
				if (node.number !== undefined) this.#groups.set(node.number, this.text.slice(start));
				return;
			}
			case 'repeat':
				this.#repeat(node, depth);
				return;
			case 'atomic':
				this.write(node.body, depth + 1);
				return;
			case 'look':
				if (this.#looks && !node.isNegative) this.write(node.body, depth + 1);
				return;
			case 'backReference':
				this.text += this.#groups.get(node.number) ?? '';
				return;
			case 'lineEnding':
				this.text += '\n';
				return;
			case 'grapheme':
				this.text += 'a';
				return;
			default:
				return;
		}
	}

	#repeat(node: Extract<RegexNode, { kind: 'repeat' }>, depth: number): void {
		const { least, most, body, mode } = node;
		// Where anything may follow, a few characters make a better text than none or one.
		const liked = mode === 'lazy' || least > 1 ? Math.max(least, 1) : Math.max(least, 4);
		const times = Math.min(most === REPEAT_MAX ? liked : Math.min(most, liked), 100);
		for (let time = 0; time < times && this.#steps <= WRITE_STEPS_MAX; time++)
			this.write(body, depth + 1);
	}
}

function charOf(set: CharSet): string {
	for (const char of PREFERRED) if (includes(set, char.codePointAt(0) ?? 0)) return char;
	for (let codePoint = 32; codePoint < 0x3000; codePoint++)
		if (includes(set, codePoint)) return String.fromCodePoint(codePoint);
	return '';
}
