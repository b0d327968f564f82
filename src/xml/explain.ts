import { ELEMENTS, type ElementKey, specOf } from '../catalog/catalog.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { shown } from '../diagnostics/quoting.ts';
import {
	angleInAttribute,
	type Explained,
	noAttribute,
	secondOf,
	startOfTag,
	withoutValue,
} from './explainTag.ts';

/** An element that is still open: its name and where its tag begins. */
export interface OpenElement {
	readonly name: string;
	readonly offset: number;
}

/** The finding for the commonest wrong file of all: a login page saved in place of a download. */
export function htmlPage(layer: 'xml' | 'schema' = 'xml'): Diagnostic {
	return {
		rule: 'not-a-document',
		layer,
		severity: 'error',
		message: 'This is an HTML page, not a workflow.',
		help: 'A saved login page often looks like this: sign in and download the raw XML file again.',
		span: { start: 0, end: 1 },
	};
}

/**
 * Turns a parser's fault into words for people, at the place where the slip is rather than where the parser
 * noticed it: an ampersand, a quotation mark that was never closed, a tag left open.
 */
export function explainXmlFault(
	text: string,
	parserMessage: string,
	offset: number,
	open: OpenElement | undefined,
): Diagnostic {
	if (/^\s*<(?:!doctype\s+)?html/i.test(text)) return htmlPage();
	const fault = parserMessage.replace(/^\d+:\d+: /, '');
	const explained = explain(text, fault, offset, open);
	const start = Math.min(explained.start ?? offset, text.length);
	return {
		rule: 'xml-syntax',
		layer: 'xml',
		severity: 'error',
		message: explained.message,
		...(explained.help === undefined ? {} : { help: explained.help }),
		span: { start, end: Math.min(text.length, explained.end ?? start + 1) },
	};
}

function explain(
	text: string,
	fault: string,
	offset: number,
	open: OpenElement | undefined,
): Explained {
	if (text.trim() === '') {
		return {
			message: 'The document is empty.',
			help: 'Paste the whole workflow, or check the file name.',
			start: 0,
		};
	}
	if (/entity|unexpected end/.test(fault)) {
		const ampersand = bareAmpersand(text, offset);
		if (ampersand !== undefined) return ampersandFault(text, ampersand);
	}
	if (/^un(?:closed tag|expected end)/.test(fault)) {
		const cut = unfinished(text);
		if (cut !== undefined) return cut;
	}
	if (fault.startsWith('disallowed character.') && text[offset] === '<')
		return angleInAttribute(text, offset);
	if (
		fault.startsWith('attribute without value') ||
		(fault.startsWith('disallowed character in attribute name') && /[/>]/.test(text[offset] ?? ''))
	)
		return withoutValue(text, offset);
	if (
		fault.startsWith('disallowed character in attribute name') ||
		fault.startsWith('no whitespace')
	)
		return noAttribute(text, offset);
	if (fault.startsWith('unquoted attribute value')) {
		return {
			message: 'An attribute value must stand in straight quotation marks, "…" or \'…\'.',
			help: /[“”„‘’«»]/.test(text[offset] ?? '')
				? 'These are typographic quotation marks, as word processors and web pages make them.'
				: 'Write name="value".',
		};
	}
	if (fault.startsWith('unclosed tag')) {
		const name = fault.slice('unclosed tag: '.length).trim();
		const begin = open?.offset ?? offset;
		return {
			message: `<${shown(name)}> is never closed.`,
			help: `Write </${shown(name)}>, or end its tag with "/>".`,
			start: begin,
			end: begin + name.length + 1,
		};
	}
	if (/close tag|closing tag/.test(fault)) return wrongCloseTag(text, offset, open);
	if (fault.startsWith('text data outside')) return outsideRoot(text, offset);
	if (fault.startsWith('unbound namespace prefix')) {
		const prefix = shown(/"([^"]*)"/.exec(fault)?.[1] ?? '');
		const at = startOfTag(text, offset) + 1;
		const isOfElement = prefix !== '' && text.startsWith(`${prefix}:`, at);
		return {
			message: `The prefix "${prefix}" is not declared.`,
			help: `Declare it with xmlns:${prefix}="…", or leave the prefix out.`,
			...(isOfElement ? { start: at, end: at + prefix.length } : {}),
		};
	}
	if (fault.startsWith('duplicate attribute')) {
		const name = fault.slice('duplicate attribute: '.length).replace(/\.$/, '');
		const start = secondOf(name, text, offset);
		return {
			message: `The attribute "${shown(name)}" is given twice.`,
			help: 'Remove one of the two.',
			...(start === undefined ? {} : { start, end: start + name.length }),
		};
	}
	const plain = PLAIN_FAULTS.find(([beginning]) => beginning.test(fault));
	if (plain !== undefined) return { message: plain[1], help: plain[2] };
	if (fault.startsWith('disallowed character')) {
		const code = text.codePointAt(offset) ?? 0;
		if (/tag name/.test(fault) && /[!-~]/.test(text[offset] ?? ''))
			return {
				message: `"${text[offset]}" is no character of a name.`,
				help: text.startsWith('<\\', offset - 1)
					? 'A closing tag has a slash, not a backslash: </…>.'
					: 'A tag begins with "<" and the name of an element. The character "<" itself is written &lt;.',
			};
		return {
			message: `The character U+${code.toString(16).toUpperCase().padStart(4, '0')} is not allowed here.`,
			help: 'It may be invisible: delete it and what stands around it, and type that again.',
		};
	}
	if (fault.startsWith('unexpected end')) {
		return {
			message: 'The document ends in the middle of something.',
			help: 'It may have been cut off when it was copied: a comment, a CDATA section or a value is still open.',
			start: text.length,
		};
	}
	return {
		message: 'This is not well-formed XML.',
		help: 'Compare it with what stands around it: names, quotation marks and angle brackets must go together.',
	};
}

const UNKNOWN_BEGINNING = {
	message: '"<!" begins nothing that XML knows.',
	help: 'A comment is written <!-- … -->, the character itself &lt;.',
};

/** What the parser says, and what to say of it where no more is to be found out. */
const PLAIN_FAULTS: readonly (readonly [RegExp, string, string])[] = [
	[
		/^documents may contain only one root/,
		'A second root element begins here; a document has one.',
		'Two documents may have been pasted into one another, or an element was closed too early.',
	],
	[
		/XML declaration must (?:appear )?(?:be )?at the start/,
		'The XML declaration must be the very first thing in the document.',
		'Remove what stands in front of it, even spaces and empty lines.',
	],
	[/^the string "\]\]>"/, '"]]>" may not stand in text.', 'Write ]]&gt;.'],
	[/^malformed comment/, '"--" may not stand inside a comment.', 'Use a single dash.'],
	[
		/^document must contain a root/,
		'The document has no root element.',
		'A workflow begins with <Workflow …>, its values with <WorkflowParameterValues …>.',
	],
	[
		/^inappropriately located doctype/,
		'<!DOCTYPE …> may stand only once, in front of the root element.',
		'Remove it: no workflow needs it.',
	],
	[/^incorrect syntax/, UNKNOWN_BEGINNING.message, UNKNOWN_BEGINNING.help],
	[
		/^malformed name/,
		'This is not a name that XML allows.',
		'A name begins with a letter, and a colon may stand once, between a prefix and the rest.',
	],
	[
		/XML declaration|^expected (?:one of|the name)|^did not expect any more|^value (?:required|must be quoted)|^(?:version number|encoding value|standalone value) must|^whitespace required/i,
		'The XML declaration is not complete or not right.',
		'Write <?xml version="1.0" encoding="UTF-8"?>.',
	],
	[
		/processing instruction/,
		'The name of an instruction must stand directly behind "<?".',
		'Write <?name …?>, or remove it.',
	],
	[/^forward-slash/, 'A "/" in a tag must stand directly before ">".', 'Write />.'],
];

/** What makes a parser run to the end of a document without finding it: an ampersand, an open comment. */
function unfinished(text: string): Explained | undefined {
	let cursor = 0;
	for (const section of text.matchAll(SECTION)) {
		const { index, 0: opening } = section;
		if (index < cursor) continue;
		const slip = slipIn(text, cursor, index);
		if (slip !== undefined) return slip;
		const [what, closing] = SECTIONS[opening] ?? ['', ''];
		const close = text.indexOf(closing, index + opening.length);
		if (close < 0) {
			return {
				message: `This ${what} is never closed.`,
				help: `End it with ${closing}, or see whether the document was cut off when it was copied.`,
				start: index,
				end: index + opening.length,
			};
		}
		cursor = close + closing.length;
	}
	return slipIn(text, cursor, text.length);
}

const SECTION = /<!--|<!\[CDATA\[|<\?/g;
const SECTIONS: Readonly<Record<string, readonly [name: string, closing: string]>> = {
	'<!--': ['comment', '-->'],
	'<![CDATA[': ['CDATA section', ']]>'],
	'<?': ['instruction', '?>'],
};

/** What makes a parser run on, where no comment, CDATA section or instruction stands. */
function slipIn(text: string, from: number, to: number): Explained | undefined {
	const found = text
		.slice(from, to)
		.search(/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)|<!(?!DOCTYPE)/);
	if (found < 0) return undefined;
	const start = from + found;
	if (text[start] === '&') return ampersandFault(text, start);
	return { ...UNKNOWN_BEGINNING, start, end: start + 2 };
}

/** The entities of HTML that people write most; any other name may be a piece of a value, and is not quoted. */
const HTML_ENTITY =
	/^(?:nbsp|copy|reg|trade|euro|pound|yen|cent|sect|para|middot|hellip|[mn]dash|[lr][sd]quo|[lr]aquo|bull|times|deg|shy|szlig|[AOUaou]uml|[a-zA-Z](?:acute|grave|circ|tilde|cedil|ring))$/;

function ampersandFault(text: string, start: number): Explained {
	const [reference = '', name] = /^&(#?\w+);/.exec(text.slice(start, start + 40)) ?? [];
	if (name === undefined) {
		const isDouble = text.startsWith('&&', start);
		return {
			message: 'A bare "&" is not allowed.',
			help: isDouble ? 'In a condition write "and"; in text, &amp;&amp;.' : 'Write &amp;.',
			start,
			end: start + (isDouble ? 2 : 1),
		};
	}
	const end = start + reference.length;
	if (!name.startsWith('#')) {
		return {
			message: HTML_ENTITY.test(name)
				? `XML knows no entity "${reference}".`
				: 'XML knows no entity of this name.',
			help: 'It knows &amp; &lt; &gt; &quot; &apos; and numbers such as &#160;. A bare "&" is written &amp;.',
			start,
			end,
		};
	}
	return {
		message: /^#(?:\d|x[\da-f])[\da-f]{0,7}$/i.test(name)
			? `XML does not allow the character that "${reference}" stands for.`
			: 'XML does not allow this reference.',
		help: 'Only tab, line feed, carriage return and printable characters can be written in XML.',
		start,
		end,
	};
}

/** The last ampersand before the fault that is not the beginning of a reference XML knows. */
function bareAmpersand(text: string, offset: number): number | undefined {
	const legal = /^&(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);/;
	for (let at = text.lastIndexOf('&', offset); at >= 0; at = text.lastIndexOf('&', at - 1)) {
		const written = text.slice(at, at + 16);
		if (!legal.test(written) || written.startsWith('&#')) return at;
		if (at === 0) break;
	}
	return undefined;
}

function wrongCloseTag(text: string, offset: number, open: OpenElement | undefined): Explained {
	const start = text.lastIndexOf('</', offset);
	const found = /^<\/([^\s>]*)/.exec(text.slice(Math.max(0, start), start + 200))?.[1] ?? '';
	// What stands behind a quotation mark is no name, and may be a value.
	const name = shown(/^[^<"'=/]*/.exec(found)?.[0] ?? '');
	const expected = shown(open?.name ?? '');
	return {
		message:
			open === undefined
				? `</${name}> closes nothing.`
				: `</${name}> stands where </${expected}> is expected.`,
		help:
			open === undefined
				? 'Remove it, or open the element before.'
				: stillOpen(expected, text, open.offset),
		start: Math.max(0, start),
		end: Math.max(0, start) + found.length + 3,
	};
}

/** Many elements of a name may stand in a document: which one it is. */
function stillOpen(name: string, text: string, offset: number): string {
	const line = text.slice(0, offset).split(/\r\n|\r|\n/).length;
	const isEmpty =
		Object.hasOwn(ELEMENTS, name) && specOf(name as ElementKey).content.kind === 'none';
	const advice = isEmpty ? 'end its tag with "/>"' : 'close it first';
	return `<${name}> of line ${line} is still open: ${advice}, or correct the name.`;
}

function outsideRoot(text: string, offset: number): Explained {
	const trimmed = text.trimStart();
	if (!trimmed.startsWith('<')) {
		const looksLikeJson = /^[[{"]/.test(trimmed);
		return {
			message: looksLikeJson
				? 'This is JSON, not XML.'
				: 'This is not XML: text stands in front of the first tag.',
			help: 'A workflow begins with <Workflow …>, its values with <WorkflowParameterValues …>.',
			start: text.length - trimmed.length,
		};
	}
	return {
		message: 'Text stands outside the root element.',
		help: 'Remove it, or make it a comment: <!-- … -->.',
		start: Math.max(0, offset - 1),
	};
}
