import { type CharSet, complement } from './charSet.ts';
import type { PatternCursor } from './cursor.ts';
import {
	binaryProperty,
	blockSet,
	namedProperty,
	scriptSet,
	unicodePosixClass,
} from './properties.ts';

/** Reads `p{Name}`, `pN` or the same with `P`, which is everything else; the cursor is at that letter. */
export function parseProperty(cursor: PatternCursor): CharSet {
	const isComplement = cursor.at(cursor.index) === 'P';
	const isBraced = cursor.next() === '{';
	const name = isBraced ? readBraced(cursor) : readLetter(cursor);
	const set = name.includes('=') ? assigned(cursor, name) : named(cursor, name);
	return isComplement ? complement(set) : set;
}

function readLetter(cursor: PatternCursor): string {
	const letter = cursor.at(cursor.index) || '\u0000';
	cursor.read();
	return letter;
}

function readBraced(cursor: PatternCursor): string {
	cursor.next();
	const start = cursor.index;
	while (!cursor.isAtEnd && cursor.read() !== '}') {
		// The name is taken as a whole below.
	}
	const isClosed = cursor.at(cursor.index - 1) === '}' && cursor.index > start;
	if (!isClosed) {
		cursor.index++;
		cursor.fail('Unclosed character family');
	}
	const name = cursor.chars.slice(start, cursor.index - 1).join('');
	return name === '' ? cursor.fail('Empty character family') : name;
}

function assigned(cursor: PatternCursor, text: string): CharSet {
	const split = text.indexOf('=');
	const name = text.slice(0, split).toLowerCase();
	const value = text.slice(split + 1);
	const set = find(name, value, cursor.flags.ignoreCase);
	return set ?? cursor.fail(`Unknown Unicode property {name=<${name}>, value=<${value}>}`);
}

function find(name: string, value: string, ignoresCase: boolean): CharSet | undefined {
	switch (name) {
		case 'sc':
		case 'script':
			return scriptSet(value);
		case 'blk':
		case 'block':
			return blockSet(value);
		case 'gc':
		case 'general_category':
			return namedProperty(value, ignoresCase);
		default:
			return undefined;
	}
}

function named(cursor: PatternCursor, name: string): CharSet {
	const { ignoreCase, unicodeClasses } = cursor.flags;
	const short = name.slice(2);
	let set: CharSet | undefined;
	if (name.startsWith('In')) set = blockSet(short);
	else if (name.startsWith('Is'))
		set = binaryProperty(short, ignoreCase) ?? namedProperty(short, ignoreCase) ?? scriptSet(short);
	else {
		if (unicodeClasses) set = unicodePosixClass(name, ignoreCase);
		set ??= namedProperty(name, ignoreCase);
	}
	return set ?? cursor.fail(`Unknown character property name {${name}}`);
}
