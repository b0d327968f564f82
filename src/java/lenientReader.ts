import { type Json, numberFromText, putMember } from '../base/json.ts';

/** JSON read as `com.google.gson.JsonParser` reads it: the whole text, or Gson's message why not. */
export type LenientResult =
	| { readonly ok: true; readonly value: Json }
	| { readonly ok: false; readonly message: string };

/** A container that is being read. */
interface Level {
	readonly container: Json[] | Record<string, Json>;
	/** How many values an array has, for messages. */
	index: number;
	/** The member whose value comes next, or came last. */
	name: string | undefined;
	isEmpty: boolean;
}

/** What ends an unquoted name or value. */
const LITERAL_END = /[/\\;#={}[\]:, \t\f\r\n]/g;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** Gson's buffer: a longer number counts as a string. */
const NUMBER_LENGTH_MAX = 1023;
const ESCAPES: Readonly<Record<string, string>> = {
	b: '\b',
	f: '\f',
	n: '\n',
	r: '\r',
	t: '\t',
};

/** Leaves a read with a message; caught in `read`, never seen outside of this file. */
class Unreadable extends Error {}

/** One reading of one text. Does not use the call stack, so that depth is bounded by `depthMax` alone. */
export class LenientReader {
	private readonly text: string;
	private readonly depthMax: number;
	private offset = 0;
	private line = 1;
	private lineStart = 0;
	private readonly levels: Level[] = [];
	private root: Json | undefined;

	constructor(options: { readonly text: string; readonly depthMax: number }) {
		this.text = options.text;
		this.depthMax = options.depthMax;
	}

	read(): LenientResult {
		try {
			return { ok: true, value: this.readDocument() };
		} catch (error) {
			if (error instanceof Unreadable) return { ok: false, message: error.message };
			throw error;
		}
	}

	private readDocument(): Json {
		if (this.text.startsWith('\ufeff')) this.lineStart = this.offset = 1;
		// An empty text is null to Gson.
		if (this.nextToken(true) === '') return null;
		this.offset--;
		if (this.text.startsWith(")]}'\n", this.offset)) {
			this.offset += 5;
			if (this.nextToken(true) === '') return null;
			this.offset--;
		}
		this.readValue();
		for (let level = this.levels.at(-1); level !== undefined; level = this.levels.at(-1)) {
			if (Array.isArray(level.container)) this.continueArray(level);
			else this.continueObject(level);
		}
		const value = this.root ?? null;
		if (value !== null) this.expectEnd();
		return value;
	}

	/** Gson is no longer lenient behind the value: not even a comment may follow. */
	private expectEnd(): void {
		while (/[ \t\r\n]/.test(this.text.charAt(this.offset))) this.skipSpace();
		if (this.offset >= this.text.length) return;
		this.offset++;
		this.fail('Use JsonReader.setLenient(true) to accept malformed JSON');
	}

	private continueArray(level: Level): void {
		if (!level.isEmpty) {
			const token = this.nextToken();
			if (token === ']') {
				this.close();
				return;
			}
			if (token !== ',' && token !== ';') this.fail('Unterminated array');
		}
		const token = this.nextToken();
		if (token === ']' && level.isEmpty) {
			this.close();
			return;
		}
		level.isEmpty = false;
		this.offset--;
		// Nothing between two separators is null: `[1,,2]`, `[1,]`.
		if (token === ']' || token === ',' || token === ';') this.add(null);
		else this.readValue();
	}

	private continueObject(level: Level): void {
		if (!level.isEmpty) {
			const token = this.nextToken();
			if (token === '}') {
				this.close();
				return;
			}
			if (token !== ',' && token !== ';') this.fail('Unterminated object');
		}
		const token = this.nextToken();
		if (token === '}' && level.isEmpty) {
			this.close();
			return;
		}
		if (token === '"' || token === "'") level.name = this.readQuoted(token);
		else {
			if (token === '}') this.fail('Expected name');
			this.offset--;
			if (this.isLiteralEnd()) this.fail('Expected name');
			level.name = this.readUnquoted();
		}
		level.isEmpty = false;
		const separator = this.nextToken();
		if (separator === '=') {
			if (this.text[this.offset] === '>') this.offset++;
		} else if (separator !== ':') this.fail("Expected ':'");
		this.readValue();
	}

	private readValue(): void {
		const token = this.nextToken();
		if (token === '"' || token === "'") this.add(this.readQuoted(token));
		else if (token === '[') this.open([]);
		else if (token === '{') this.open({});
		else if (/[\];,]/.test(token)) this.fail('Unexpected value');
		else {
			this.offset--;
			if (this.isLiteralEnd()) this.fail('Expected value');
			this.add(scalarOf(this.readUnquoted()));
		}
	}

	private open(container: Json[] | Record<string, Json>): void {
		if (this.levels.length >= this.depthMax) this.fail(`Nesting limit ${this.depthMax} reached`);
		this.put(container);
		this.levels.push({ container, index: 0, name: undefined, isEmpty: true });
	}

	private close(): void {
		this.levels.pop();
		const level = this.levels.at(-1);
		if (level !== undefined) level.index++;
	}

	/** Adds a value that is complete. */
	private add(value: Json): void {
		this.put(value);
		const level = this.levels.at(-1);
		if (level !== undefined) level.index++;
	}

	private put(value: Json): void {
		const level = this.levels.at(-1);
		if (level === undefined) this.root = value;
		else if (Array.isArray(level.container)) level.container.push(value);
		else putMember(level.container, level.name ?? '', value);
	}

	/** The text up to the quote that ends it. Line breaks may stand in it. */
	private readQuoted(quote: string): string {
		const special = quote === '"' ? /["\\\n]/g : /['\\\n]/g;
		const parts: string[] = [];
		for (;;) {
			special.lastIndex = this.offset;
			const found = special.exec(this.text);
			if (found === null) {
				this.offset = this.text.length;
				this.fail('Unterminated string');
			}
			parts.push(this.text.slice(this.offset, found.index));
			this.offset = found.index + 1;
			if (found[0] === quote) return parts.join('');
			if (found[0] === '\n') {
				this.startLine();
				parts.push('\n');
			} else parts.push(this.readEscape());
		}
	}

	private readEscape(): string {
		const char = this.text.charAt(this.offset);
		if (char === '') this.fail('Unterminated escape sequence');
		this.offset++;
		if (char === 'u') {
			const digits = this.text.slice(this.offset, this.offset + 4);
			if (digits.length < 4) this.fail('Unterminated escape sequence');
			if (!/^[0-9A-Fa-f]{4}$/.test(digits)) throw new Unreadable(`\\u${digits}`);
			this.offset += 4;
			return String.fromCharCode(Number.parseInt(digits, 16));
		}
		if (char === '\n') this.startLine();
		const plain = /[\n'"\\/]/.test(char) ? char : ESCAPES[char];
		return plain ?? this.fail('Invalid escape sequence');
	}

	private readUnquoted(): string {
		LITERAL_END.lastIndex = this.offset;
		const end = LITERAL_END.exec(this.text)?.index ?? this.text.length;
		const literal = this.text.slice(this.offset, end);
		this.offset = end;
		return literal;
	}

	private isLiteralEnd(): boolean {
		return /[/\\;#={}[\]:, \t\f\r\n]/.test(this.text.charAt(this.offset));
	}

	/** The next character that is neither white space nor in a comment; the offset is behind it. */
	private nextToken(mayEnd = false): string {
		for (;;) {
			this.skipSpace();
			const char = this.text.charAt(this.offset);
			if (char === '') {
				if (mayEnd) return '';
				this.fail('End of input');
			}
			this.offset++;
			if (char === '#') this.skipLine();
			else if (char !== '/') return char;
			else if (this.text[this.offset] === '/') this.skipLine();
			else if (this.text[this.offset] === '*') this.skipComment();
			else return char;
		}
	}

	private skipSpace(): void {
		for (; this.offset < this.text.length; this.offset++) {
			const char = this.text[this.offset];
			if (char === '\n') {
				this.offset++;
				this.startLine();
				this.offset--;
			} else if (char !== ' ' && char !== '\t' && char !== '\r') return;
		}
	}

	private skipLine(): void {
		const end = /[\r\n]/g;
		end.lastIndex = this.offset;
		this.offset = end.exec(this.text)?.index ?? this.text.length;
	}

	private skipComment(): void {
		const start = this.offset + 1;
		const end = this.text.indexOf('*/', start);
		// Gson gives up where two more characters do not fit.
		const stop = end < 0 ? Math.max(start, this.text.length - 1) : end + 2;
		for (this.offset = start; this.offset < stop; ) {
			const isBreak = this.text[this.offset++] === '\n';
			if (isBreak) this.startLine();
		}
		if (end < 0) this.fail('Unterminated comment');
	}

	/** A line begins at the offset. */
	private startLine(): void {
		this.line++;
		this.lineStart = this.offset;
	}

	private fail(what: string): never {
		const column = this.offset - this.lineStart + 1;
		const path = this.levels
			.map((level) =>
				Array.isArray(level.container) ? `[${level.index}]` : `.${level.name ?? ''}`,
			)
			.join('');
		throw new Unreadable(`${what} at line ${this.line} column ${column} path $${path}`);
	}
}

/** What an unquoted text means: a keyword in any case, a number, or else a string. */
function scalarOf(text: string): Json {
	switch (text.length <= 5 ? text.toLowerCase() : '') {
		case 'true':
			return true;
		case 'false':
			return false;
		case 'null':
			return null;
	}
	return text.length <= NUMBER_LENGTH_MAX && NUMBER.test(text) ? numberFromText(text) : text;
}
