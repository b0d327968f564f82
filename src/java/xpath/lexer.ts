import { QueryFault } from './queryFault.ts';

/** A piece of a query: a literal with its quotes, a name, a number, or one mark. */
export interface Token {
	readonly text: string;
	readonly offset: number;
}

/** A prefix of a query that stands for itself as a namespace: Java is given nothing to look it up in. */
export interface PrefixUse {
	readonly prefix: string;
	readonly offset: number;
}

/** The JDK's limits `jdk.xml.xpathExprGrpLimit` and `jdk.xml.xpathExprOpLimit`, in force since 17.0.3 and 8u331. */
const GROUPS_MAX = 10;
const OPERATORS_MAX = 100;

/**
 * Cuts a query into tokens as Java's `com.sun.org.apache.xpath.internal.compiler.Lexer`. It knows no grammar: what it
 * does not know as a mark belongs to a name, so `a#b` is a name, `1.5-2` a broken number, and `1-2` three tokens.
 */
export class Lexer {
	readonly tokens: Token[] = [];
	readonly prefixes: PrefixUse[] = [];
	private readonly query: string;
	/** Where the name or number that is being read begins; -1 between tokens. */
	private start = -1;
	/** The last single colon that no token has taken yet. */
	private colon = -1;
	private isNumber = false;
	private isAxis = false;
	/** Whether the last thing counted was a name: its parenthesis is a call, not a group. */
	private isLiteral = false;
	private groupCount = 0;
	private operatorCount = 0;

	constructor(query: string) {
		this.query = query;
	}

	/** Throws a `QueryFault` for an open literal, an empty prefix, and what exceeds the limits. */
	tokenize(): void {
		for (let index = 0; index < this.query.length; index++) {
			const char = this.query.charAt(index);
			if (char === '"' || char === "'") index = this.literal(index, char);
			else if (/[\n\r \t]/.test(char)) this.space(index);
			else if (this.isMark(char)) this.mark(index, char);
			else if (char === ':' && index > 0) this.readColon(index);
			else this.nameCharacter(index, char);
			this.checkLimits(index);
		}
		this.endToken(this.query.length);
		if (this.tokens.length === 0) throw new QueryFault('Empty expression!', 0);
	}

	private literal(index: number, quote: string): number {
		this.endToken(index);
		const end = this.query.indexOf(quote, index + 1);
		if (end < 0)
			throw new QueryFault(
				`misquoted literal... expected ${quote === '"' ? 'double' : 'single'} quote!`,
				index,
			);
		this.tokens.push({ text: this.query.slice(index, end + 1), offset: index });
		return end;
	}

	private space(index: number): void {
		if (
			this.start >= 0 &&
			this.colon < 0 &&
			OPERATOR_NAMES.has(this.query.slice(this.start, index))
		)
			this.countOperator();
		this.endToken(index);
	}

	private isMark(char: string): boolean {
		if (char === '-') return this.isNumber || this.start < 0;
		return '()[]|/*+=,\\^!$<>@'.includes(char);
	}

	private mark(index: number, char: string): void {
		this.endToken(index);
		this.isNumber = false;
		this.countMark(char, this.query.charAt(index + 1));
		this.tokens.push({ text: char, offset: index });
	}

	private countMark(char: string, next: string): void {
		const wasAxis = this.isAxis;
		if (!'=<>!)],'.includes(char)) this.isAxis = false;
		if (char === '(') {
			if (!this.isLiteral) this.groupCount++;
			if (!this.isLiteral || !wasAxis) this.countOperator();
		} else if ('><=!'.includes(char)) {
			if (next !== '=') this.countOperator();
		} else if (char === '/') {
			if (next !== '/') this.countOperator();
		} else if (!')],'.includes(char) && !(char === '*' && wasAxis)) this.countOperator();
	}

	private readColon(index: number): void {
		if (this.colon !== index - 1) {
			this.colon = index;
			this.nameCharacter(index, ':');
			return;
		}
		this.colon = -1;
		if (this.start >= 0 && this.start < index - 1)
			this.tokens.push({ text: this.query.slice(this.start, index - 1), offset: this.start });
		this.start = -1;
		this.isNumber = false;
		this.operatorCount++;
		this.isAxis = true;
		this.tokens.push({ text: '::', offset: index - 1 });
	}

	private nameCharacter(index: number, char: string): void {
		this.isLiteral = true;
		if (!this.isNumber && char === '.' && this.query[index + 1] !== '.') this.countOperator();
		if (this.start < 0) {
			this.start = index;
			this.isNumber = isDigit(char);
		} else if (this.isNumber) this.isNumber = isDigit(char);
	}

	private endToken(end: number): void {
		if (this.start < 0) return;
		const { start, colon } = this;
		this.start = -1;
		this.isNumber = false;
		if (colon < 0) {
			this.tokens.push({ text: this.query.slice(start, end), offset: start });
			return;
		}
		this.colon = -1;
		const prefix = this.query.slice(start, colon);
		if (prefix === '') throw new QueryFault('Prefix must resolve to a namespace: ', start);
		this.prefixes.push({ prefix, offset: start });
		this.tokens.push({ text: prefix, offset: start }, { text: ':', offset: colon });
		if (colon + 1 < end)
			this.tokens.push({ text: this.query.slice(colon + 1, end), offset: colon + 1 });
	}

	private countOperator(): void {
		this.operatorCount++;
		this.isLiteral = false;
	}

	private checkLimits(index: number): void {
		if (this.groupCount > GROUPS_MAX)
			throw new QueryFault(limitText('JAXP0801001', this.groupCount, 'groups', GROUPS_MAX), index);
		if (this.operatorCount > OPERATORS_MAX)
			throw new QueryFault(
				limitText('JAXP0801002', this.operatorCount, 'operators', OPERATORS_MAX),
				index,
			);
	}
}

const OPERATOR_NAMES: ReadonlySet<string> = new Set([
	'and',
	'or',
	'div',
	'mod',
	'quo',
	'..',
	'attribute',
	'child',
]);

function isDigit(char: string): boolean {
	return /\p{Nd}/u.test(char);
}

function limitText(code: string, count: number, what: string, limit: number): string {
	return (
		`${code}: the compiler encountered an XPath expression containing '${count}' ${what} ` +
		`that exceeds the '${limit}' limit set by 'FEATURE_SECURE_PROCESSING'.`
	);
}
