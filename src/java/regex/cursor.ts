/** Leaves the reading of a pattern with Java's description; caught in `parseRegex`, never seen outside. */
export class PatternFault extends Error {
	/** Where in the pattern, counted in its code points. */
	readonly index: number;

	constructor(description: string, index: number) {
		super(description);
		this.index = index;
	}
}

/** The flags of a pattern that count here; `(?i)` and its like switch them. */
export interface RegexFlags {
	readonly ignoreCase: boolean;
	readonly multiline: boolean;
	readonly dotAll: boolean;
	readonly unicodeCase: boolean;
	readonly comments: boolean;
	readonly unixLines: boolean;
	readonly unicodeClasses: boolean;
}

const NO_FLAGS: RegexFlags = {
	ignoreCase: false,
	multiline: false,
	dotAll: false,
	unicodeCase: false,
	comments: false,
	unixLines: false,
	unicodeClasses: false,
};

/** What stands behind the last character: not a character, so that a NUL in a pattern is one. */
const PATTERN_END = '';

/**
 * A pattern's characters, one code point each, and where the reader stands. Under the flag x, white space and
 * comments are passed over, except by the methods whose names say `Escaped`.
 */
export class PatternCursor {
	readonly chars: readonly string[];
	index = 0;
	flags = NO_FLAGS;
	/** How many `&&` have been read: each makes a set that asks others. */
	intersectionCount = 0;

	constructor(chars: readonly string[]) {
		this.chars = chars;
	}

	get isAtEnd(): boolean {
		return this.index >= this.chars.length;
	}

	/** Whether the pattern ended behind a backslash. */
	get isBeyondEnd(): boolean {
		return this.index > this.chars.length;
	}

	at(index: number): string {
		return this.chars[index] ?? PATTERN_END;
	}

	/** The next character, which stays next. */
	peek(): string {
		if (this.flags.comments) this.skipComments();
		return this.at(this.index);
	}

	/** Takes the next character. */
	read(): string {
		const char = this.peek();
		this.index++;
		return char;
	}

	/** Takes the next character, whatever it is. */
	readEscaped(): string {
		return this.at(this.index++);
	}

	/** Passes a character, and answers the one behind it, which is next. */
	next(): string {
		this.index++;
		return this.peek();
	}

	expect(char: string, description: string): void {
		if (this.read() !== char) this.fail(description);
	}

	/** Java names the last character that it has taken. */
	fail(description: string): never {
		throw new PatternFault(description, this.index - 1);
	}

	private skipComments(): void {
		for (;;) {
			const char = this.at(this.index);
			if (/^[ \t\n\v\f\r]$/.test(char)) this.index++;
			else if (char === '#') {
				this.index++;
				while (!this.isAtEnd && !this.isLineEnd(this.at(this.index))) this.index++;
			} else return;
		}
	}

	private isLineEnd(char: string): boolean {
		return this.flags.unixLines ? char === '\n' : /^[\n\r\x85\u2028\u2029]$/.test(char);
	}
}

/** A pattern with `\Q…\E` written as escapes, and for each character where it comes from in the pattern. */
export function withoutQuotes(pattern: string): {
	readonly chars: readonly string[];
	readonly offsets: readonly number[];
} {
	const chars: string[] = [];
	const offsets: number[] = [];
	let isQuoted = false;
	let isFirst = false;
	let offset = 0;
	const add = (...added: string[]) => {
		for (const char of added) {
			chars.push(char);
			offsets.push(offset);
		}
	};
	while (offset < pattern.length) {
		const char = String.fromCodePoint(pattern.codePointAt(offset) ?? 0);
		const follower = pattern[offset + 1];
		if (!isQuoted) {
			if (char === '\\' && follower === 'Q') {
				isQuoted = isFirst = true;
				offset += 2;
				continue;
			}
			add(char);
			offset += char.length;
			if (char !== '\\' || offset >= pattern.length) continue;
			const escaped = String.fromCodePoint(pattern.codePointAt(offset) ?? 0);
			add(escaped);
			offset += escaped.length;
			continue;
		}
		if (char === '\\' && follower === 'E') {
			isQuoted = false;
			offset += 2;
			continue;
		}
		// A digit must not become part of an escape that stands before the quote.
		if (/^\d$/.test(char) && isFirst) add('\\', 'x', '3', char);
		else if (/^(?![0-9A-Za-z])\p{ASCII}$/u.test(char)) add('\\', char);
		else add(char);
		isFirst = false;
		offset += char.length;
	}
	return { chars, offsets };
}
