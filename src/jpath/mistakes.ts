import { falseSpace, isFalseSpace } from '../base/falseSpace.ts';
import type { Version } from '../base/version.ts';
import type { Severity } from '../diagnostics/diagnostic.ts';
import type { BinaryOperator } from './ast.ts';
import { type Lexer, TYPOGRAPHIC_QUOTE } from './lexer.ts';

/** What to say about something that does not parse, for people who know another language better. */
export interface Mistake {
	/** Default `jpath-syntax`. */
	readonly rule?: string;
	/** Default `error`. */
	readonly severity?: Severity;
	readonly message: string;
	readonly help?: string;
	/** How much of the text it is about, from where the lexer stands. Default one character. */
	readonly length?: number;
}

/** A mistake that says itself where it ends. */
interface MistakeUpTo extends Mistake {
	readonly end: number;
}

export function nothingHere(lexer: Lexer): Mistake {
	return {
		message: lexer.text === '' ? 'The expression is empty.' : 'The expression is blank.',
		help: "Write a path such as /page, or a value such as 1 or 'text'.",
	};
}

/** Operators of other languages, where an operator is expected. */
export function operatorMistake(lexer: Lexer): Mistake | undefined {
	const found = lexer.peek(FOREIGN_OPERATOR);
	if (found === '') return undefined;
	const meant = FOREIGN_OPERATORS[found];
	if (found === '//') {
		return {
			message: 'JPath has no "//".',
			help: 'A path names every step. To divide by a path, put spaces around the slash: /a / /b.',
			length: 2,
		};
	}
	return {
		message: `JPath has no operator "${found}".${meant === undefined ? '' : ` Did you mean "${meant}"?`}`,
		help: 'The operators are = != > < >= <= + - * / % and or.',
		length: found.length,
	};
}

const FOREIGN_OPERATORS: Readonly<Record<string, string>> = {
	'===': '=',
	'!==': '!=',
	'==': '=',
	'=>': '>=',
	'=<': '<=',
	'<>': '!=',
	'~=': '!=',
	'&&': 'and',
	'||': 'or',
	'&': 'and',
	'|': 'or',
	AND: 'and',
	And: 'and',
	OR: 'or',
	Or: 'or',
	eq: '=',
	ne: '!=',
	gt: '>',
	lt: '<',
	ge: '>=',
	le: '<=',
	mod: '%',
	div: '/',
	// What word processors and other keyboards make of signs.
	'–': '-',
	'—': '-',
	'−': '-',
	'×': '*',
	'÷': '/',
	'≠': '!=',
	'≤': '<=',
	'≥': '>=',
	'＝': '=',
};
const FOREIGN_OPERATOR =
	/[–—−×÷≠≤≥＝]|===|!==|==|=>|=<|<>|~=|=~|&&?|\|\|?|\/\/|\*\*|\^|\?|!(?!=)|(?:AND|And|OR|Or|eq|ne|gt|lt|ge|le|mod|div|in|is|like|contains)(?!\w)/y;

/** Prefixes, words and signs of other languages, where a value is expected. */
export function operandMistake(lexer: Lexer): Mistake | undefined {
	const found = lexer.peek(FOREIGN_OPERAND);
	switch (found) {
		case '':
			return undefined;
		case '!':
			return { message: 'JPath has no "!". Did you mean "not"?', help: 'Write: not /done.' };
		case '${':
			return {
				message: 'There is no "${" inside an expression.',
				help: 'Write the path alone: /page in place of ${/page}.',
				length: 2,
			};
		case '[':
		case '{':
			return {
				message: 'JPath has no literal arrays or objects.',
				help: 'Put the value into the State with Set, then refer to it by its path.',
			};
		case '$':
			return {
				message: 'JPath has no "$".',
				help: 'A path begins with a slash: /page. (JPath is not JSONPath.)',
			};
		case '`':
			return { message: 'A text stands in \' or " quotes.', help: "For example: 'text'." };
		case '+':
			return { message: 'A number has no "+" before it.', help: 'Leave the "+" out.' };
		case '-':
			return {
				message: 'A value has one "-" before it at most.',
				help: 'Put the second one into parentheses: -(-1).',
			};
		case '.':
			return {
				message: 'Neither a path nor a number begins with ".".',
				help: 'A path begins with a slash: /page. A number begins with a digit: 0.5.',
			};
		default: {
			const word = found.toLowerCase();
			return {
				message: `"${found}" is not a word of JPath. Did you mean "${word === 'none' || word === 'undefined' || word === 'nil' ? 'null' : word}"?`,
				help: 'The words of JPath are lower case: and or not exists true false null.',
				length: found.length,
			};
		}
	}
}

const FOREIGN_OPERAND =
	/!|\$\{|[[{$`+\-.]|(?:NOT|Not|EXISTS|Exists|TRUE|True|FALSE|False|NULL|Null|None|nil|undefined)(?![\w(])/y;

export function unexpectedOperand(lexer: Lexer): Mistake {
	const { next } = lexer;
	if (lexer.isAtEnd) {
		return {
			message: 'The expression ends where a value is expected.',
			help: 'A value is a path (/page), a number, a text in quotes, true, false, null or a call.',
		};
	}
	const deceptive = deceptiveCharacter(next);
	if (deceptive !== undefined) return deceptive;
	if (isBareName(lexer)) return bareWord(lexer);
	return {
		message: `A value is expected here, not ${quoted(characterAt(lexer))}.`,
		help: 'A value is a path (/page), a number, a text in quotes, true, false, null or a call.',
		length: characterAt(lexer).length,
	};
}

/** A word that is nothing: a path without its slash or a text without its quotes. */
export function bareWord(lexer: Lexer): MistakeUpTo {
	const word = lexer.peek(BARE_WORD);
	return {
		message: `The value "${word}" is neither a path nor a text. Did you mean "/${word}"?`,
		help: `A path begins with a slash: /${word}. A text stands in quotes: '${word}'.`,
		length: word.length,
		end: lexer.offset + word.length,
	};
}

const BARE_WORD = /[^\s()[\]=<>!,'"+*%]+/y;

function isBareName(lexer: Lexer): boolean {
	return /^[^\0-\x7f]/.test(lexer.next);
}

export function unexpectedAfterValue(lexer: Lexer): Mistake {
	const found = characterAt(lexer);
	const deceptive = deceptiveCharacter(found);
	if (deceptive !== undefined) return deceptive;
	if (found === ')' || found === ']') {
		return {
			message: `This "${found}" closes nothing.`,
			help: `Leave it out, or write the "${found === ')' ? '(' : '['}" that belongs to it.`,
		};
	}
	if (found === ',') {
		return { message: 'A comma stands between the arguments of a function only.' };
	}
	if (found === '[') {
		return {
			message: 'Square brackets follow a path, a call or a parenthesis only.',
			help: 'To take a part of a text, use substring().',
		};
	}
	const word = lexer.peek(BARE_WORD) || found;
	return {
		message: `An operator is expected here, not ${quoted(word)}.`,
		help: "To join texts, put templates side by side: ${/first}${/second}. A name with blanks or signs needs quotes: /'first name'.",
		length: word.length,
	};
}

function characterAt(lexer: Lexer): string {
	const code = lexer.text.codePointAt(lexer.offset);
	return code === undefined ? '' : String.fromCodePoint(code);
}

function quoted(text: string): string {
	return text === '"' ? 'a double quote' : `"${text}"`;
}

function deceptiveCharacter(character: string): Mistake | undefined {
	if (isFalseSpace(character)) return falseSpace(character);
	if (!TYPOGRAPHIC_QUOTE.test(character)) return undefined;
	return {
		message: `"${character}" is a typographic quote.`,
		help: 'Type a straight one, \' or ". Word processors and web pages replace them.',
	};
}

/** Called behind a step without quotes: whether it ended where its writer thought. */
export function nameMistake(
	lexer: Lexer,
	start: number,
	nameStart: number,
): MistakeUpTo | undefined {
	const rest = lexer.peek(OUTSIDE_NAMES);
	if (rest !== '') {
		const end = lexer.offset + rest.length;
		const name = lexer.text.slice(nameStart, end);
		const lead = lexer.text.slice(start, nameStart);
		return {
			message: `A name with ${quoted(characterAt(lexer))} in it needs quotes. Did you mean "${lead}'${name}'"?`,
			help: 'Without quotes a name holds letters, digits, "_" and "-" only.',
			end,
		};
	}
	if (lexer.offset > nameStart) return undefined;
	const { next } = lexer;
	const end = Math.min(lexer.offset + 1, lexer.text.length);
	if (next === '/') {
		return {
			message: 'JPath has no "//".',
			help: 'A path names every step: /items/id.',
			end,
		};
	}
	if (next === '*') {
		return {
			message: 'JPath has no "*" for all members.',
			help: 'A step over an array takes every element: /items/id. For an object, use values(/object).',
			end,
		};
	}
	if (next === '$') {
		return {
			message: 'There is no "$" in a path.',
			help: "A name with signs in it needs quotes: /'$id'. An index stands in brackets: /items[/index].",
			end,
		};
	}
	return {
		message: 'A path names something behind its slash.',
		help: 'For example: /page. No path is known for the State as a whole. A slash that divides follows a value.',
		end: lexer.offset,
	};
}

const OUTSIDE_NAMES = /(?:[.@:#~\\;?^`]|\$(?!\{))[^\s/()[\]=<>!,'"+*%]*/y;

/** Called behind a number: whether it goes on in a way that numbers do not. */
export function numberMistake(lexer: Lexer, start: number): MistakeUpTo | undefined {
	const rest = lexer.peek(NUMBER_REST);
	if (rest === '') return undefined;
	const end = lexer.offset + rest.length;
	const text = lexer.text.slice(start, end);
	return {
		message: `"${text}" is not a number.`,
		help: `A number is digits, with a point between them at most. If it is a text, put it in quotes: '${text}'.`,
		end,
	};
}

const NUMBER_REST = /(?!(?:and|or)(?!\w))[A-Za-z_.:][\w.:+-]*/y;

export function unclosedText(lexer: Lexer): Mistake {
	const quote = lexer.next;
	return {
		message: `The text that begins here is never closed.`,
		help: `Add the second ${quote}. A text with ${quote} in it stands in the other kind of quotes.`,
		length: lexer.text.length - lexer.offset,
	};
}

export function unclosedBracket(lexer: Lexer, open: number): Mistake {
	const bracket = lexer.text.charAt(open);
	return {
		message: `This "${bracket}" is never closed.`,
		help: `Add the "${bracket === '(' ? ')' : ']'}" that belongs to it.`,
	};
}

export function emptySelector(): Mistake {
	return {
		message: 'Nothing stands in these square brackets.',
		help: 'Put an index there, /items[0], or a query, /items[@id = 2].',
	};
}

export function tooDeep(): Mistake {
	return {
		message: 'The expression is nested too deeply.',
		help: 'Set a part of it to a path first, then refer to that path.',
	};
}

export function chainedComparison(first: BinaryOperator, second: string): Mistake {
	return {
		message: `"${first}" and "${second}" do not follow each other.`,
		help: 'Compare two values at a time and join the results: /a < /b and /b < /c.',
	};
}

export function testInComparison(operator: BinaryOperator): Mistake {
	return {
		message: `"${operator}" does not follow "exists".`,
		help: 'Put the test into parentheses, (exists /a) = true, or write "exists /a" or "not exists /a".',
	};
}

export function testInsideOperation(word: string): Mistake {
	return {
		message: `"${word}" binds more loosely than the operator before it.`,
		help: `Put it into parentheses: (${word} /a).`,
	};
}

export function elementOutsideQuery(): Mistake {
	return {
		message: '"@" is the current element of a query, and this is not inside one.',
		help: 'A query stands in square brackets: /items[@id = 2]. A name that begins with "@" needs quotes: /\'@id\'.',
	};
}

export function stepBehindSpace(): Mistake {
	return {
		rule: 'ambiguous-division',
		severity: 'warning',
		message: 'This slash continues the path before it; it does not divide.',
		help: 'To divide, put a space behind the slash too: /total / 1000. Otherwise remove the space before it.',
	};
}

export function unavailableOperator(operator: string, version: Version): Mistake {
	return {
		rule: 'unavailable-operator',
		message: `The operator "${operator}" does not exist in ${version}; it came with V2.`,
		help: 'Move the workflow to the namespace of V2 or V2_1, or write /a - /b * (/a / /b).',
	};
}
