import {
	type CaseMode,
	type CharSet,
	caseRangeSet,
	complement,
	intersection,
	singleSet,
	unionOfAll,
} from './charSet.ts';
import type { PatternCursor } from './cursor.ts';
import { type EscapeContext, parseEscape } from './escape.ts';
import { parseProperty } from './property.ts';

/** Java overflows its stack somewhere beyond. */
const CLASS_DEPTH_MAX = 200;

/**
 * Reads a class; the cursor is at its bracket. `isClosing` tells whether its closing bracket belongs to it: the right
 * side of `&&` without brackets of its own ends before it.
 */
export function parseClass(
	cursor: PatternCursor,
	context: EscapeContext,
	isClosing = true,
	depth = 0,
): CharSet {
	if (depth > CLASS_DEPTH_MAX) cursor.fail(`Classes are nested more than ${CLASS_DEPTH_MAX} deep`);
	const parts: CharSet[] = [];
	// Single characters are kept apart: Java adds them to the left side only when it comes to `&&` or to the end.
	let singles: CharSet[] = [];
	let latest: CharSet | undefined;
	let isNegated = false;
	const settle = () => {
		parts.push(...singles);
		singles = [];
	};
	let char = cursor.next();
	for (;;) {
		if (char === '^' && cursor.at(cursor.index - 1) === '[' && !isNegated && parts.length === 0) {
			isNegated = true;
			char = cursor.next();
			continue;
		}
		if (char === '[') {
			latest = parseClass(cursor, context, true, depth + 1);
			parts.push(latest);
			char = cursor.peek();
			continue;
		}
		if (char === '&') {
			char = cursor.next();
			if (char === '&') {
				if (++cursor.intersectionCount > CLASS_DEPTH_MAX)
					cursor.fail(`Classes have more than ${CLASS_DEPTH_MAX} intersections`);
				const right = parseRightSide(cursor, context, depth);
				settle();
				if (right !== undefined) latest = right;
				if (parts.length === 0) {
					if (right === undefined) return cursor.fail('Bad class syntax');
					parts.push(right);
				} else if (latest !== undefined) {
					parts.splice(0, parts.length, intersection(unionOfAll(parts), latest));
				}
				char = cursor.peek();
				continue;
			}
			cursor.index--;
		} else if (char === '' && cursor.isAtEnd) cursor.fail('Unclosed character class');
		else if (char === ']' && (parts.length > 0 || singles.length > 0)) {
			if (isClosing) cursor.next();
			settle();
			const all = unionOfAll(parts);
			return isNegated ? complement(all) : all;
		}
		const member = parseMember(cursor, context);
		if (member.isSingle) {
			singles.push(member.set);
		} else {
			parts.push(member.set);
			latest = member.set;
		}
		char = cursor.peek();
	}
}

/** What stands behind `&&`: brackets, or members up to the next `&&` or the end. */
function parseRightSide(
	cursor: PatternCursor,
	context: EscapeContext,
	depth: number,
): CharSet | undefined {
	let right: CharSet | undefined;
	let char = cursor.next();
	while (char !== ']' && char !== '&') {
		const isBracketed = char === '[';
		if (!isBracketed) cursor.index--;
		const inner = parseClass(cursor, context, isBracketed, depth + 1);
		right = right === undefined ? inner : unionOfAll([right, inner]);
		char = cursor.peek();
	}
	return right;
}

/** A character, a range, an escape or a property. Java keeps characters below 256 in a table of their own. */
function parseMember(
	cursor: PatternCursor,
	context: EscapeContext,
): { readonly set: CharSet; readonly isSingle: boolean } {
	let first: number;
	if (cursor.peek() === '\\') {
		cursor.index++;
		const letter = cursor.at(cursor.index);
		if (letter === 'p' || letter === 'P') return { set: parseProperty(cursor), isSingle: false };
		const isRange = cursor.at(cursor.index + 1) === '-';
		const escaped = parseEscape(cursor, { ...context, isInClass: true, isRange });
		if (escaped.kind === 'class') return { set: escaped.set, isSingle: false };
		first = escaped.kind === 'character' ? escaped.codePoint : 0;
	} else {
		first = cursor.peek().codePointAt(0) ?? 0;
		cursor.next();
	}
	const mode = caseModeOf(cursor);
	if (cursor.peek() === '-') {
		const end = cursor.at(cursor.index + 1);
		if (end !== '[' && end !== ']') {
			const last = parseRangeEnd(cursor, context);
			if (last < first) cursor.fail('Illegal character range');
			return { set: caseRangeSet(first, last, mode), isSingle: false };
		}
	}
	return { set: singleSet(first, mode), isSingle: isInTable(first, mode) };
}

function parseRangeEnd(cursor: PatternCursor, context: EscapeContext): number {
	const char = cursor.next();
	if (char !== '\\') {
		cursor.next();
		return char.codePointAt(0) ?? 0;
	}
	cursor.index++;
	const escaped = parseEscape(cursor, { ...context, isInClass: true, isRange: true });
	return escaped.kind === 'character' ? escaped.codePoint : -1;
}

function isInTable(codePoint: number, mode: CaseMode): boolean {
	if (codePoint > 255) return false;
	return mode !== 'unicode' || !/[\xff\xb5IiSsKk\xc5\xe5]/.test(String.fromCodePoint(codePoint));
}

/** Which cases count for a character at the cursor. */
export function caseModeOf(cursor: PatternCursor): CaseMode {
	if (!cursor.flags.ignoreCase) return 'exact';
	return cursor.flags.unicodeCase ? 'unicode' : 'ascii';
}
