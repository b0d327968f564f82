import { EMPTY, REPEAT_MAX, type RegexNode, type RepeatMode } from './ast.ts';
import { caseModeOf, parseClass } from './charClass.ts';
import { anyOf, type CharSet, complement, setOf, singleSet } from './charSet.ts';
import { PatternCursor, PatternFault, type RegexFlags, withoutQuotes } from './cursor.ts';
import { type EscapeContext, parseEscape, parseGroupName } from './escape.ts';
import { parseProperty } from './property.ts';
import { lookBehindWidth } from './width.ts';

/** A pattern that was read. */
export interface ParsedRegex {
	readonly root: RegexNode;
	/** How many groups capture. */
	readonly groupCount: number;
	readonly groupNames: ReadonlyMap<string, number>;
	/** Whether a search must not begin between the halves of a surrogate pair. */
	readonly hasSupplementary: boolean;
}

export type ParsedRegexResult =
	| { readonly ok: true; readonly parsed: ParsedRegex }
	| { readonly ok: false; readonly message: string; readonly offset: number };

/** Java overflows its stack somewhere beyond. */
const GROUP_DEPTH_MAX = 500;
/** Nobody writes as much: it would be a whole response by mistake, and reading it would take minutes. */
const PATTERN_LENGTH_MAX = 500_000;

/** Reads a pattern as `java.util.regex.Pattern.compile`, with the descriptions of its PatternSyntaxException. */
export function parseRegex(pattern: string): ParsedRegexResult {
	if (pattern.length > PATTERN_LENGTH_MAX) {
		const message = `The pattern is longer than ${PATTERN_LENGTH_MAX.toLocaleString('en')} characters`;
		return { ok: false, message, offset: PATTERN_LENGTH_MAX };
	}
	const { chars, offsets } = withoutQuotes(pattern);
	try {
		return { ok: true, parsed: new RegexParser(new PatternCursor(chars)).parse() };
	} catch (error) {
		if (!(error instanceof PatternFault)) throw error;
		const offset = offsets[Math.max(0, error.index)] ?? pattern.length;
		return { ok: false, message: error.message, offset };
	}
}

const LINE_ENDS = anyOf('\n\r\x85\u2028\u2029');
const DOT = complement(LINE_ENDS);
const UNIX_DOT = complement(anyOf('\n'));
const ALL = setOf(() => true);

class RegexParser {
	private readonly cursor: PatternCursor;
	private readonly groupNames = new Map<string, number>();
	private groupCount = 0;
	private depth = 0;
	private hasSupplementary = false;

	constructor(cursor: PatternCursor) {
		this.cursor = cursor;
	}

	parse(): ParsedRegex {
		const root = this.parseAlternatives();
		if (!this.cursor.isAtEnd) {
			// Only a closing bracket can stop the reading early.
			this.cursor.fail("Unmatched closing ')'");
		}
		if (this.cursor.isBeyondEnd) this.cursor.fail('Unexpected internal error');
		const { groupCount, groupNames, hasSupplementary } = this;
		return { root, groupCount, groupNames, hasSupplementary };
	}

	private parseAlternatives(): RegexNode {
		const items = [this.parseSequence()];
		while (this.cursor.peek() === '|') {
			this.cursor.next();
			items.push(this.parseSequence());
		}
		const [only] = items;
		return only !== undefined && items.length === 1 ? only : { kind: 'alternatives', items };
	}

	private parseSequence(): RegexNode {
		const items: RegexNode[] = [];
		for (;;) {
			const char = this.cursor.peek();
			if (char === '|' || char === ')' || (char === '' && this.cursor.isAtEnd)) break;
			const item = char === '(' ? this.parseGroup() : this.parseRepeated(this.parseAtom(char));
			if (item !== undefined) items.push(item);
		}
		const [only] = items;
		return only !== undefined && items.length === 1 ? only : { kind: 'sequence', items };
	}

	private parseAtom(char: string): RegexNode {
		const { cursor } = this;
		switch (char) {
			case '[':
				return this.setNode(parseClass(cursor, this.escapeContext()));
			case '^':
				cursor.next();
				return { kind: 'assertion', assertion: lineBegin(cursor.flags) };
			case '$':
				cursor.next();
				return { kind: 'assertion', assertion: lineEnd(cursor.flags) };
			case '.': {
				cursor.next();
				const { dotAll, unixLines } = cursor.flags;
				return { kind: 'set', set: dotAll ? ALL : unixLines ? UNIX_DOT : DOT };
			}
			case '?':
			case '*':
			case '+':
				cursor.next();
				return cursor.fail(`Dangling meta character '${char}'`);
			case '{':
				// Nothing, repeated: `a{2}{3}` is `aa`.
				return EMPTY;
			case '\\':
				return this.parseEscaped();
			default:
				cursor.next();
				return this.literal(char.codePointAt(0) ?? 0);
		}
	}

	private parseEscaped(): RegexNode {
		const { cursor } = this;
		cursor.index++;
		const letter = cursor.at(cursor.index);
		if (letter === 'p' || letter === 'P') return this.setNode(parseProperty(cursor));
		const escaped = parseEscape(cursor, this.escapeContext());
		if (escaped.kind === 'character') return this.literal(escaped.codePoint);
		return escaped.kind === 'class' ? this.setNode(escaped.set) : escaped.node;
	}

	private literal(codePoint: number): RegexNode {
		if (codePoint > 0xffff) this.hasSupplementary = true;
		const isSurrogate = codePoint >= 0xd800 && codePoint <= 0xdfff;
		const mode = caseModeOf(this.cursor);
		return mode === 'exact' && !isSurrogate
			? { kind: 'text', text: String.fromCodePoint(codePoint) }
			: this.setNode(singleSet(codePoint, mode));
	}

	private setNode(set: CharSet): RegexNode {
		if (!set.isNarrow) this.hasSupplementary = true;
		return { kind: 'set', set };
	}

	private escapeContext(): EscapeContext {
		const { groupCount, groupNames } = this;
		return { isInClass: false, isRange: false, groupCount, groupNames };
	}

	/** Undefined for flags such as `(?i)`, which stand for nothing in the text. */
	private parseGroup(): RegexNode | undefined {
		const { cursor } = this;
		if (++this.depth > GROUP_DEPTH_MAX)
			cursor.fail(`Groups are nested more than ${GROUP_DEPTH_MAX} deep`);
		const { flags } = cursor;
		const group = cursor.next() === '?' ? this.parseSpecialGroup() : this.parseCapture();
		this.depth--;
		if (group === undefined) return undefined;
		cursor.expect(')', 'Unclosed group');
		cursor.flags = flags;
		// A look around that is repeated is looked around for, once or not at all.
		return this.parseRepeated(group);
	}

	private parseCapture(): RegexNode {
		const number = ++this.groupCount;
		return { kind: 'group', number, body: this.parseAlternatives() };
	}

	private parseSpecialGroup(): RegexNode | undefined {
		const { cursor } = this;
		cursor.index++;
		const kind = cursor.readEscaped();
		switch (kind) {
			case ':':
				return { kind: 'group', number: undefined, body: this.parseAlternatives() };
			case '>':
				return { kind: 'atomic', body: this.parseAlternatives() };
			case '=':
			case '!':
				return this.look({ isBehind: false, isNegative: kind === '!' });
			case '<':
				return this.parseNamedOrBehind();
			case '$':
			case '@':
				return cursor.fail('Unknown group type');
		}
		cursor.index--;
		this.parseFlags();
		const end = cursor.read();
		if (end === ')') return undefined;
		if (end !== ':') cursor.fail('Unknown inline modifier');
		return { kind: 'group', number: undefined, body: this.parseAlternatives() };
	}

	private look(kind: { isBehind: boolean; isNegative: boolean }): RegexNode {
		return {
			kind: 'look',
			...kind,
			body: this.parseAlternatives(),
			widthMin: 0,
			widthMax: 0,
			isWide: false,
		};
	}

	private parseNamedOrBehind(): RegexNode {
		const { cursor } = this;
		const char = cursor.read();
		if (char !== '=' && char !== '!') {
			const name = parseGroupName(cursor, char);
			if (this.groupNames.has(name))
				cursor.fail(`Named capturing group <${name}> is already defined`);
			this.groupNames.set(name, this.groupCount + 1);
			return this.parseCapture();
		}
		const isWide = cursor.chars.slice(cursor.index).some((other) => other.length > 1);
		const node = this.look({ isBehind: true, isNegative: char === '!' });
		if (node.kind !== 'look') return node;
		const width = lookBehindWidth(node.body);
		if (width === undefined)
			return cursor.fail('Look-behind group does not have an obvious maximum length');
		return { ...node, widthMin: width.least, widthMax: width.most, isWide };
	}

	/** `i`, `-m`: the flags hold to the end of the group that they stand in. */
	private parseFlags(): void {
		const { cursor } = this;
		let isOn = true;
		for (let char = cursor.peek(); ; char = cursor.next()) {
			if (char === '-' && isOn) isOn = false;
			else {
				// Canonical equivalence is taken note of and has no effect here.
				if (char === 'c') continue;
				const flag = FLAGS[char];
				if (flag === undefined) return;
				cursor.flags = { ...cursor.flags, [flag]: isOn };
				// Unicode classes bring Unicode case with them, in both directions.
				if (flag === 'unicodeClasses') cursor.flags = { ...cursor.flags, unicodeCase: isOn };
			}
		}
	}

	private parseRepeated(body: RegexNode): RegexNode {
		const { cursor } = this;
		switch (cursor.peek()) {
			case '?':
				cursor.next();
				return this.repeat(body, 0, 1);
			case '*':
				cursor.next();
				return this.repeat(body, 0, REPEAT_MAX);
			case '+':
				cursor.next();
				return this.repeat(body, 1, REPEAT_MAX);
			case '{':
				return this.parseCounted(body);
			default:
				return body;
		}
	}

	private parseCounted(body: RegexNode): RegexNode {
		const { cursor } = this;
		cursor.index++;
		if (!/^\d$/.test(cursor.at(cursor.index))) {
			cursor.index++;
			cursor.fail('Illegal repetition');
		}
		const least = this.parseCount();
		let most = least;
		if (cursor.peek() === ',') {
			cursor.read();
			most = cursor.peek() === '}' ? REPEAT_MAX : this.parseCount();
		}
		if (cursor.read() !== '}') cursor.fail('Unclosed counted closure');
		if (most < least) cursor.fail('Illegal repetition range');
		return this.repeat(body, least, most);
	}

	private parseCount(): number {
		let count = 0;
		for (let char = this.cursor.peek(); /^\d$/.test(char); char = this.cursor.peek()) {
			count = count * 10 + Number(char);
			this.cursor.read();
			if (count > REPEAT_MAX) this.cursor.fail('Illegal repetition range');
		}
		return count;
	}

	private repeat(body: RegexNode, least: number, most: number): RegexNode {
		const { cursor } = this;
		const suffix = cursor.peek();
		let mode: RepeatMode = 'greedy';
		if (suffix === '?' || suffix === '+') {
			mode = suffix === '?' ? 'lazy' : 'possessive';
			cursor.next();
		}
		return { kind: 'repeat', body, least, most, mode };
	}
}

const FLAGS: Readonly<Record<string, keyof RegexFlags>> = {
	d: 'unixLines',
	i: 'ignoreCase',
	m: 'multiline',
	s: 'dotAll',
	u: 'unicodeCase',
	U: 'unicodeClasses',
	x: 'comments',
};

function lineBegin({ multiline, unixLines }: RegexFlags) {
	if (!multiline) return 'begin';
	return unixLines ? 'unixLineBegin' : 'lineBegin';
}

function lineEnd({ multiline, unixLines }: RegexFlags) {
	if (multiline) return unixLines ? 'unixLineEnd' : 'lineEnd';
	return unixLines ? 'unixFinalEnd' : 'finalEnd';
}
