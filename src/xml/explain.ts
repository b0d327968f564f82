import type { Diagnostic } from '../diagnostics/diagnostic.ts';

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

interface Explained {
	readonly message: string;
	readonly help?: string;
	readonly start?: number;
	readonly end?: number;
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
	if (
		/undefined entity|malformed character entity|unexpected end|empty entity|entity/.test(fault)
	) {
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
	) {
		return { message: 'An attribute needs a value.', help: 'Write name="value".' };
	}
	if (
		fault.startsWith('disallowed character in attribute name') ||
		fault.startsWith('no whitespace')
	) {
		return {
			message: 'This is not the name of an attribute.',
			help: 'A quotation mark inside a value ends it: write &quot;, or use the other kind of quotation mark around it. Attributes are set apart by a space.',
		};
	}
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
			message: `<${name}> is never closed.`,
			help: `Write </${name}>, or end its tag with "/>".`,
			start: begin,
			end: begin + name.length + 1,
		};
	}
	if (/close tag|closing tag/.test(fault)) return wrongCloseTag(text, offset, open);
	if (fault.startsWith('text data outside')) return outsideRoot(text, offset);
	if (fault.startsWith('documents may contain only one root')) {
		return {
			message: 'A second root element begins here; a document has one.',
			help: 'Two documents may have been pasted into one another, or an element was closed too early.',
		};
	}
	if (/XML declaration must/.test(fault)) {
		return {
			message: 'The XML declaration must be the very first thing in the document.',
			help: 'Remove what stands in front of it, even spaces and empty lines.',
		};
	}
	if (fault.startsWith('unbound namespace prefix')) {
		const prefix = /"([^"]*)"/.exec(fault)?.[1] ?? '';
		return {
			message: `The prefix "${prefix}" is not declared.`,
			help: `Declare it with xmlns:${prefix}="…", or leave the prefix out.`,
		};
	}
	if (fault.startsWith('duplicate attribute')) {
		const name = fault.slice('duplicate attribute: '.length).replace(/\.$/, '');
		return { message: `The attribute "${name}" is given twice.`, help: 'Remove one of the two.' };
	}
	if (fault.startsWith('the string "]]>"')) {
		return { message: '"]]>" may not stand in text.', help: 'Write ]]&gt;.' };
	}
	if (fault.startsWith('malformed comment')) {
		return { message: '"--" may not stand inside a comment.', help: 'Use a single dash.' };
	}
	if (fault.startsWith('disallowed character')) {
		const code = text.codePointAt(offset) ?? 0;
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
	return { message: `Not well-formed XML: ${fault.replace(/\.$/, '')}.` };
}

/** What makes a parser run to the end of a document without finding it: an ampersand, an open comment. */
function unfinished(text: string): Explained | undefined {
	const blank = (part: string) => ' '.repeat(part.length);
	const rest = text.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>/g, blank);
	const open = /<!--|<!\[CDATA\[|<\?/.exec(rest);
	if (open !== null) {
		const what = { '<!--': 'comment', '<![CDATA[': 'CDATA section', '<?': 'instruction' }[open[0]];
		return {
			message: `This ${what} is never closed.`,
			help: 'The document may have been cut off when it was copied.',
			start: open.index,
			end: open.index + open[0].length,
		};
	}
	const ampersand = rest.search(/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/);
	return ampersand < 0 ? undefined : ampersandFault(text, ampersand);
}

function ampersandFault(text: string, start: number): Explained {
	const reference = /^&(\w+);/.exec(text.slice(start, start + 40));
	if (reference !== null) {
		return {
			message: `XML knows no entity "${reference[0]}".`,
			help: 'It knows &amp; &lt; &gt; &quot; &apos; and numbers such as &#160;.',
			start,
			end: start + reference[0].length,
		};
	}
	const numbered = /^&#\w+;/.exec(text.slice(start, start + 40))?.[0];
	if (numbered !== undefined) {
		return {
			message: `XML does not allow the character that "${numbered}" stands for.`,
			help: 'Only tab, line feed, carriage return and printable characters can be written in XML.',
			start,
			end: start + numbered.length,
		};
	}
	return { message: 'A bare "&" is not allowed.', help: 'Write &amp;.', start };
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

function angleInAttribute(text: string, offset: number): Explained {
	const before = text.slice(0, offset);
	const quote = Math.max(before.lastIndexOf('="'), before.lastIndexOf("='"));
	if (quote >= 0 && before.slice(quote).includes('\n')) {
		return {
			message: 'The quotation mark that opens this value is never closed.',
			help: 'Close it on the same line. The next tag begins before any closing quotation mark.',
			start: quote + 1,
		};
	}
	const placeholder = /^<[^<>"']{1,80}>(?=["'])/.exec(text.slice(offset, offset + 90))?.[0];
	return {
		message: 'An attribute value may not hold "<".',
		help:
			placeholder === undefined
				? 'Write &lt;.'
				: `"${placeholder}" is a placeholder: put your own value in its place.`,
	};
}

function wrongCloseTag(text: string, offset: number, open: OpenElement | undefined): Explained {
	const start = text.lastIndexOf('</', offset);
	const found = /^<\/([^\s>]*)/.exec(text.slice(Math.max(0, start), start + 200))?.[1] ?? '';
	return {
		message:
			open === undefined
				? `</${found}> closes nothing.`
				: `</${found}> stands where </${open.name}> is expected.`,
		help:
			open === undefined
				? 'Remove it, or open the element before.'
				: `<${open.name}> is still open: close it first, or correct the name.`,
		start: Math.max(0, start),
		end: Math.max(0, start) + found.length + 3,
	};
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
