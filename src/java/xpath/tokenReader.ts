import { Lexer, type PrefixUse, type Token } from './lexer.ts';
import { QueryFault } from './queryFault.ts';

/** How many of the tokens that are too many a message lists. */
const TOKENS_LISTED_MAX = 20;

/** The tokens of a query and where the parser stands. Behind the last stands the empty token. */
export class TokenReader {
	readonly prefixes: readonly PrefixUse[];
	private readonly tokens: readonly Token[];
	private readonly end: Token;
	private index = 0;

	constructor(query: string) {
		const lexer = new Lexer(query);
		lexer.tokenize();
		this.tokens = lexer.tokens;
		this.prefixes = lexer.prefixes;
		this.end = { text: '', offset: query.length };
	}

	get text(): string {
		return this.current.text;
	}

	get offset(): number {
		return this.current.offset;
	}

	get isAtEnd(): boolean {
		return this.index >= this.tokens.length;
	}

	is(text: string): boolean {
		return this.text === text;
	}

	/** Whether the token `distance` further on is this one. */
	isAhead(distance: number, text: string): boolean {
		return this.textAhead(distance) === text;
	}

	textAhead(distance: number): string {
		return this.tokens[this.index + distance]?.text ?? '';
	}

	next(): void {
		this.index++;
	}

	/** Passes over a token if it stands here. */
	accept(text: string): boolean {
		const isHere = this.is(text);
		if (isHere) this.next();
		return isHere;
	}

	expect(text: string): void {
		if (!this.accept(text)) this.fail(`Expected ${text}, but found: ${this.text}`);
	}

	expectEnd(): void {
		if (this.isAtEnd) return;
		const extra = this.tokens.slice(this.index, this.index + TOKENS_LISTED_MAX);
		this.fail(`Extra illegal tokens: ${extra.map(({ text }) => `'${text}'`).join(', ')}`);
	}

	/** Ends the reading, at this token unless another place is given. */
	fail(message: string, offset: number = this.offset): never {
		throw new QueryFault(message, offset);
	}

	private get current(): Token {
		return this.tokens[this.index] ?? this.end;
	}
}
