/**
 * Reads the words of JPath. What a character means depends on where it stands (`/` begins a path or
 * divides, `-` belongs to a name or subtracts), so there is no list of tokens made beforehand: the
 * parser knows where it stands and asks for what may come there.
 */
export class Lexer {
	readonly text: string;
	offset = 0;

	constructor(text: string) {
		this.text = text;
	}

	/** The character at the offset, '' at the end. */
	get next(): string {
		return this.text.charAt(this.offset);
	}

	get isAtEnd(): boolean {
		return this.offset >= this.text.length;
	}

	/** Where the last thing ended: white space that was passed over since does not count. */
	get endOfLast(): number {
		let end = this.offset;
		while (SPACE.has(this.text.charAt(end - 1))) end--;
		return end;
	}

	/** Whether the text goes on with this, exactly. */
	startsWith(text: string): boolean {
		return this.text.startsWith(text, this.offset);
	}

	/** Passes over white space. Returns whether there was any. */
	skipSpace(): boolean {
		const start = this.offset;
		while (SPACE.has(this.next)) this.offset++;
		return this.offset > start;
	}

	/** Passes over this text if it comes next. */
	accept(text: string): boolean {
		if (!this.startsWith(text)) return false;
		this.offset += text.length;
		return true;
	}

	/** A bare name of a path step; undefined, and no move, where there is none. */
	readName(): string | undefined {
		return this.#read(NAME);
	}

	/** A keyword or the name of a function; undefined, and no move, where there is none. */
	readWord(): string | undefined {
		return this.#read(WORD);
	}

	/** A number without sign, exponent or unit; undefined, and no move, where there is none. */
	readNumber(): string | undefined {
		return this.#read(NUMBER);
	}

	/** The text between two quotes of a kind; undefined, and no move, where the second is missing. */
	readQuoted(): string | undefined {
		const end = this.text.indexOf(this.next, this.offset + 1);
		if (end < 0) return undefined;
		const value = this.text.slice(this.offset + 1, end);
		this.offset = end + 1;
		return value;
	}

	/** What matches from the offset on, without a move. For messages. */
	peek(pattern: RegExp): string {
		pattern.lastIndex = this.offset;
		return pattern.exec(this.text)?.[0] ?? '';
	}

	#read(pattern: RegExp): string | undefined {
		pattern.lastIndex = this.offset;
		const match = pattern.exec(this.text)?.[0];
		if (match !== undefined) this.offset += match.length;
		return match;
	}
}

const SPACE: ReadonlySet<string> = new Set([' ', '\t', '\n', '\r']);

/** Quotes that a word processor put in. */
export const TYPOGRAPHIC_QUOTE = /[\u2018\u2019\u201c\u201d\u201e]/;

/**
 * Letters, digits, `_`, `-` and whatever is not ASCII.
 * Source: IBM documentation "JPath, Basic selection"; 57 uses like `/headers/retry-after` in public workflows.
 */
const NAME = /(?:[\w-]|(?![\s\u200b\u2018\u2019\u201c\u201d\u201e\ufeff])[^\0-\x7f])+/y;
const WORD = /[A-Za-z_]\w*/y;
const NUMBER = /\d+(?:\.\d+)?/y;

/** Whether a step may begin with this character without quotes. */
export function isNameCharacter(character: string): boolean {
	NAME.lastIndex = 0;
	return character !== '' && NAME.test(character);
}

export function isQuote(character: string): boolean {
	return character === "'" || character === '"';
}
