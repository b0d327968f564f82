import { UNICODE_BLOCKS } from './blocks.ts';
import { anyOf, type CharSet, matching, rangeSet, setOf, union } from './charSet.ts';

/** Sets by the names that stand behind `\p`. Source: javadoc of java.util.regex.Pattern; recorded from JDK 17. */

const cache = new Map<string, CharSet | undefined>();

function cached(key: string, make: () => CharSet | undefined): CharSet | undefined {
	if (!cache.has(key)) {
		if (cache.size > 1000) cache.clear();
		cache.set(key, make());
	}
	return cache.get(key);
}

/** `\d`, `\s`, `\w`, `\h`, `\v`; with Unicode classes (flag U) the first three are wider. */
export function escapeClass(letter: 'd' | 's' | 'w' | 'h' | 'v', isUnicode: boolean): CharSet {
	const pattern = isUnicode ? UNICODE_ESCAPES[letter] : ASCII_ESCAPES[letter];
	const isNarrow = !isUnicode || letter === 'h' || letter === 'v';
	return cached(`escape ${pattern.source}`, () => matching(pattern, isNarrow)) ?? anyOf('');
}

const HORIZONTAL = /[ \t\xa0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000]/;
const VERTICAL = /[\n\v\f\r\x85\u2028\u2029]/;
const ASCII_ESCAPES = {
	d: /[0-9]/,
	s: /[ \t\n\v\f\r]/,
	w: /[a-zA-Z_0-9]/,
	h: HORIZONTAL,
	v: VERTICAL,
};
const UNICODE_ESCAPES = {
	d: /\p{Nd}/u,
	s: /\p{White_Space}/u,
	w: /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]/u,
	h: HORIZONTAL,
	v: VERTICAL,
};

/** A set that is made when it is first asked for: few patterns need one, and each takes a millisecond. */
function lazily(make: () => CharSet): () => CharSet {
	let made: CharSet | undefined;
	return () => {
		made ??= make();
		return made;
	};
}

/** What `\b` counts as part of a word in JDK 17: any letter or digit and `_`. */
export const wordLetters = lazily(() => matching(/[\p{L}\p{Nd}_]/u));
export const lettersAndDigits = lazily(() => matching(/[\p{L}\p{Nd}]/u));
export const nonSpacingMarks = lazily(() => matching(/\p{Mn}/u));

const ASCII_CLASSES: Readonly<Record<string, RegExp>> = {
	ASCII: /\p{ASCII}/u,
	Alnum: /[0-9A-Za-z]/,
	Alpha: /[A-Za-z]/,
	Blank: /[ \t]/,
	Cntrl: /(?=\p{ASCII})\p{Cc}/u,
	Digit: /[0-9]/,
	Graph: /[!-~]/,
	Lower: /[a-z]/,
	Print: /[ -~]/,
	Punct: /[!-/:-@[-`{-~]/,
	Space: /[ \t\n\v\f\r]/,
	Upper: /[A-Z]/,
	XDigit: /[0-9A-Fa-f]/,
};

/** The same names with the flag U. */
const UNICODE_CLASSES: Readonly<Record<string, RegExp>> = {
	ALNUM: /[\p{Alphabetic}\p{Nd}]/u,
	ALPHA: /\p{Alphabetic}/u,
	BLANK: /[\p{Zs}\t]/u,
	CNTRL: /\p{Cc}/u,
	DIGIT: /\p{Nd}/u,
	GRAPH: /[^\p{Z}\p{Cc}\p{Cs}\p{Cn}]/u,
	LOWER: /\p{Lowercase}/u,
	PRINT: /[^\p{Zl}\p{Zp}\p{Cc}\p{Cs}\p{Cn}]/u,
	PUNCT: /\p{P}/u,
	SPACE: /\p{White_Space}/u,
	UPPER: /\p{Uppercase}/u,
	XDIGIT: /[\p{Nd}\p{Hex_Digit}]/u,
};

/** `\p{IsAlphabetic}` and its like, in upper case. */
const BINARY_PROPERTIES: Readonly<Record<string, RegExp>> = {
	ALPHABETIC: /\p{Alphabetic}/u,
	ASSIGNED: /\P{Cn}/u,
	CONTROL: /\p{Cc}/u,
	DIGIT: /\p{Nd}/u,
	HEXDIGIT: /[\p{Nd}\p{Hex_Digit}]/u,
	HEX_DIGIT: /[\p{Nd}\p{Hex_Digit}]/u,
	IDEOGRAPHIC: /\p{Ideographic}/u,
	JOINCONTROL: /\p{Join_Control}/u,
	JOIN_CONTROL: /\p{Join_Control}/u,
	LETTER: /\p{L}/u,
	LOWERCASE: /\p{Lowercase}/u,
	NONCHARACTERCODEPOINT: /\p{Noncharacter_Code_Point}/u,
	NONCHARACTER_CODE_POINT: /\p{Noncharacter_Code_Point}/u,
	PUNCTUATION: /\p{P}/u,
	TITLECASE: /\p{Lt}/u,
	UPPERCASE: /\p{Uppercase}/u,
	WHITESPACE: /\p{White_Space}/u,
	WHITE_SPACE: /\p{White_Space}/u,
	WORD: /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]/u,
};

/** The methods of `java.lang.Character` that are offered as properties. */
const JAVA_PROPERTIES: Readonly<Record<string, RegExp>> = {
	Alphabetic: /\p{Alphabetic}/u,
	Defined: /\P{Cn}/u,
	Digit: /\p{Nd}/u,
	ISOControl: /\p{Cc}/u,
	Ideographic: /\p{Ideographic}/u,
	JavaIdentifierPart: /[\p{L}\p{Nl}\p{Sc}\p{Pc}\p{Nd}\p{Mc}\p{Mn}]/u,
	JavaIdentifierStart: /[\p{L}\p{Nl}\p{Sc}\p{Pc}]/u,
	Letter: /\p{L}/u,
	LetterOrDigit: /[\p{L}\p{Nd}]/u,
	LowerCase: /\p{Lowercase}/u,
	Mirrored: /\p{Bidi_Mirrored}/u,
	SpaceChar: /\p{Z}/u,
	TitleCase: /\p{Lt}/u,
	UnicodeIdentifierPart:
		/[\p{L}\p{Nl}\p{Pc}\p{Nd}\p{Mc}\p{Mn}\xb7\u0387\u1369-\u1371\u19da\u2118\u212e\u309b\u309c]/u,
	UnicodeIdentifierStart: /[\p{L}\p{Nl}\u2118\u212e\u309b\u309c]/u,
	UpperCase: /\p{Uppercase}/u,
	Whitespace: /[\t-\r\p{Zl}\p{Zp}]|(?![\xa0\u2007\u202f])\p{Zs}/u,
};

const CATEGORIES =
	/^(?:Cn|Lu|Ll|Lt|Lm|Lo|Mn|Me|Mc|Nd|Nl|No|Zs|Zl|Zp|Cc|Cf|Co|Cs|Pd|Ps|Pe|Pc|Po|Sm|Sc|Sk|So|Pi|Pf|L|M|N|Z|C|P|S|LC)$/;

/** A general category, a POSIX class or a method of Character: `\p{Lu}`, `\p{Alpha}`, `\p{javaLetter}`. */
export function namedProperty(name: string, ignoresCase: boolean): CharSet | undefined {
	return cached(`named ${ignoresCase} ${name}`, () => {
		if (ignoresCase && /^(?:Lu|Ll|Lt)$/.test(name)) return matching(/[\p{Lu}\p{Ll}\p{Lt}]/u);
		if (ignoresCase && /^(?:Lower|Upper)$/.test(name)) return matching(/[A-Za-z]/, true);
		if (ignoresCase && /^java(?:Lower|Upper|Title)Case$/.test(name))
			return matching(/[\p{Lowercase}\p{Uppercase}\p{Lt}]/u);
		if (CATEGORIES.test(name)) return matching(new RegExp(`\\p{${name}}`, 'u'));
		if (name === 'LD') return lettersAndDigits();
		if (name === 'L1') return rangeSet(0, 0xff);
		if (name === 'all') return setOf(() => true);
		if (name.startsWith('java')) return javaProperty(name.slice(4));
		const pattern = own(ASCII_CLASSES, name);
		return pattern === undefined ? undefined : matching(pattern, true);
	});
}

function javaProperty(name: string): CharSet | undefined {
	if (name === 'IdentifierIgnorable') return ignorable();
	const pattern = own(JAVA_PROPERTIES, name);
	if (pattern === undefined) return undefined;
	const set = matching(pattern);
	if (name === 'Whitespace') return union(set, SEPARATOR_CONTROLS);
	return name.endsWith('IdentifierPart') ? union(set, ignorable()) : set;
}

/** The four controls that separate files, groups, records and units: white space to Java. */
const SEPARATOR_CONTROLS = rangeSet(0x1c, 0x1f);
const formats = lazily(() => matching(/\p{Cf}/u));
const ignorable = lazily(() =>
	setOf(
		(codePoint) =>
			codePoint <= 8 ||
			(codePoint >= 0x0e && codePoint <= 0x1b) ||
			(codePoint >= 0x7f && codePoint <= 0x9f) ||
			(codePoint > 0x9f && formats().has(codePoint)) ||
			codePoint === 0xad,
	),
);

/** A POSIX class under the flag U, its name in any case. */
export function unicodePosixClass(name: string, ignoresCase: boolean): CharSet | undefined {
	const upper = name.toUpperCase();
	return cached(`posix ${ignoresCase} ${upper}`, () => {
		if (ignoresCase && (upper === 'LOWER' || upper === 'UPPER'))
			return matching(/[\p{Lowercase}\p{Uppercase}\p{Lt}]/u);
		const pattern = own(UNICODE_CLASSES, upper);
		return pattern === undefined ? undefined : matching(pattern);
	});
}

/** A binary property of Unicode, its name in any case: `\p{IsAlphabetic}`. */
export function binaryProperty(name: string, ignoresCase: boolean): CharSet | undefined {
	const upper = name.toUpperCase();
	return cached(`binary ${ignoresCase} ${upper}`, () => {
		if (ignoresCase && /^(?:LOWERCASE|UPPERCASE|TITLECASE)$/.test(upper))
			return matching(/[\p{Lowercase}\p{Uppercase}\p{Lt}]/u);
		const isClass = /^(?:ALNUM|BLANK|GRAPH|PRINT)$/.test(upper);
		const pattern = own(isClass ? UNICODE_CLASSES : BINARY_PROPERTIES, upper);
		return pattern === undefined ? undefined : matching(pattern);
	});
}

/** A script by its name or short name, in any case: `\p{IsLatin}`, `\p{script=Grek}`. */
export function scriptSet(name: string): CharSet | undefined {
	if (!/^[A-Za-z_]+$/.test(name)) return undefined;
	return cached(`script ${name.toUpperCase()}`, () => {
		const titled = name.toLowerCase().replace(/(?:^|_)[a-z]/g, (start) => start.toUpperCase());
		if (titled === 'Unknown' || titled === 'Zzzz') return matching(/[\p{Cn}\p{Co}\p{Cs}]/u);
		try {
			const script = titled === 'Signwriting' ? 'SignWriting' : titled;
			return matching(new RegExp(`\\p{Script=${script}}`, 'u'));
		} catch {
			return undefined;
		}
	});
}

/** A block by its name, in any case, with or without spaces: `\p{InGreek}`. */
export function blockSet(name: string): CharSet | undefined {
	const upper = name.toUpperCase();
	const wanted = BLOCK_ALIASES[upper.replaceAll(' ', '')] ?? upper;
	return cached(`block ${wanted}`, () => {
		const row = UNICODE_BLOCKS.find((candidate) => isBlockName(wanted, candidate));
		if (row === undefined) return undefined;
		const [first = 0, last = 0] = row
			.split(' ')
			.slice(1)
			.map((digits) => Number.parseInt(digits, 16));
		return setOf((codePoint) => codePoint >= first && codePoint <= last);
	});
}

/** Java's name has `_` where Unicode's has a space, a hyphen or, at will, nothing. */
function isBlockName(wanted: string, row: string): boolean {
	const name = row.slice(0, row.indexOf(' '));
	let at = 0;
	for (const char of name) {
		if (char !== '_') {
			if (wanted[at++] !== char) return false;
		} else if (/^[ _-]$/.test(wanted.charAt(at))) at++;
	}
	return at === wanted.length;
}

/** Blocks whose name in Unicode is not their name in Java. */
const BLOCK_ALIASES: Readonly<Record<string, string>> = {
	COMBININGDIACRITICALMARKSFORSYMBOLS: 'COMBINING_MARKS_FOR_SYMBOLS',
	CYRILLICSUPPLEMENT: 'CYRILLIC_SUPPLEMENTARY',
	GREEKANDCOPTIC: 'GREEK',
};

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
	return Object.hasOwn(table, name) ? table[name] : undefined;
}
