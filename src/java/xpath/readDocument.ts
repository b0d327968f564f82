import { SaxesParser } from 'saxes';
import { RunawayQueryError, STEPS_MAX, StepBudget } from './budget.ts';
import type { XmlDocument } from './document.ts';
import { DocumentBuilder } from './documentBuilder.ts';
import { lineAndColumn } from './lineAndColumn.ts';
import type { XmlFault } from './xmlCursor.ts';
import { findXmlFault } from './xmlFault.ts';

/** A document that was read, or why it is none, in the words of Java's `SAXParseException`. */
export type DocumentResult =
	| { readonly ok: true; readonly document: XmlDocument }
	| {
			readonly ok: false;
			readonly fault: 'xml' | 'declaration' | 'limit';
			readonly message: string;
	  };

export interface ReadOptions {
	readonly stepsMax?: number;
	/** Whether a document type declaration is passed over, so that its entities are unknown, and never refused. */
	readonly skipsDeclarations?: boolean;
}

/** The JDK's limit `jdk.xml.elementAttributeLimit`. */
const ATTRIBUTES_MAX = 10_000;

/**
 * Reads a text as an XML document with namespaces, as a `DocumentBuilder` of Java with its defaults does. A document
 * type declaration with entities or external parts is refused (`declaration`) unless it is skipped: they can read files
 * and exhaust memory. So is a text with more nodes than `stepsMax` pays for.
 */
export function readDocument(
	text: string,
	{ stepsMax = STEPS_MAX, skipsDeclarations = false }: ReadOptions = {},
): DocumentResult {
	const reading = new DocumentReading(text, new StepBudget(stepsMax), skipsDeclarations);
	try {
		const fault = reading.run();
		if (fault === undefined) return { ok: true, document: reading.builder.finish() };
		const { line, column } = lineAndColumn(text, fault.offset);
		const message = `lineNumber: ${line}; columnNumber: ${column}; ${fault.message}`;
		return { ok: false, fault: reading.isDeclarationRefused ? 'declaration' : 'xml', message };
	} catch (error) {
		if (!(error instanceof RunawayQueryError)) throw error;
		const message = `The XML has too many nodes: reading it was stopped after ${stepsMax.toLocaleString('en')} steps.`;
		return { ok: false, fault: 'limit', message };
	}
}

const STOP = Symbol('stop');

/** One reading of one text: saxes understands it, the builder keeps it. */
class DocumentReading {
	readonly builder: DocumentBuilder;
	isDeclarationRefused = false;
	private readonly text: string;
	private readonly skipsDeclarations: boolean;
	private readonly parser = new SaxesParser();
	private fault: XmlFault | undefined;
	/** Where the last markup ended that was understood. */
	private markupEnd = 0;

	constructor(text: string, budget: StepBudget, skipsDeclarations: boolean) {
		this.text = text;
		this.skipsDeclarations = skipsDeclarations;
		this.builder = new DocumentBuilder(budget);
	}

	run(): XmlFault | undefined {
		this.listen();
		// Saxes passes over a byte order mark, which Java does in bytes but not in a string.
		if (this.text.startsWith('\ufeff'))
			return { message: 'Content is not allowed in prolog.', offset: 0 };
		// Saxes takes half a pair of surrogates and what follows it for one character.
		const half = this.text.search(/\p{Surrogate}/u);
		try {
			this.parser.write(half < 0 ? this.text : this.text.slice(0, half));
			if (half < 0) this.parser.close();
			else this.stop({ message: halfMessage(this.text.charCodeAt(half)), offset: half });
		} catch (error) {
			if (error !== STOP) throw error;
		}
		return this.fault;
	}

	private listen(): void {
		const { parser, builder } = this;
		parser.on('error', (error) => this.explain(error));
		parser.on('xmldecl', ({ version }) => {
			if (version !== '1.0' && version !== '1.1') this.explain();
			this.pass();
		});
		parser.on('doctype', (declaration) => this.doctype(declaration));
		let tag = '';
		let attributeCount = 0;
		parser.on('opentagstart', ({ name }) => {
			tag = name;
			attributeCount = 0;
		});
		parser.on('attribute', () => {
			if (++attributeCount > ATTRIBUTES_MAX)
				this.stop({ message: attributesMessage(tag), offset: parser.position });
		});
		parser.on('opentag', ({ name, attributes }) => {
			const wrong = builder.openElement(name, attributes);
			if (wrong) this.stop({ message: wrong.message, offset: parser.position });
			this.pass();
		});
		parser.on('closetag', ({ name, isSelfClosing }) => {
			// A wrong closing tag makes saxes close what is open before it complains.
			if (!isSelfClosing && !this.hasJustClosed(name)) return;
			builder.closeElement();
			this.pass();
		});
		parser.on('text', (text) => builder.addText(text, false));
		parser.on('cdata', (text) => {
			builder.addText(text, true);
			this.pass();
		});
		parser.on('comment', (text) => {
			builder.addComment(text);
			// Saxes reports a comment before it has seen the last of `-->`.
			if (this.text.charAt(parser.position) === '>') this.markupEnd = parser.position + 1;
		});
		parser.on('processinginstruction', ({ target, body }) => {
			builder.addInstruction(target, body);
			this.pass();
		});
	}

	private pass(): void {
		this.markupEnd = this.parser.position;
	}

	private doctype(declaration: string): void {
		this.pass();
		if (this.skipsDeclarations || !/[[\s]/.test(declaration.trim())) return;
		this.isDeclarationRefused = true;
		this.stop({
			message: 'Document type declarations with entities or external parts are refused.',
			offset: this.markupEnd,
		});
	}

	private hasJustClosed(name: string): boolean {
		const start = this.text.lastIndexOf('</', this.parser.position - 1);
		const end = start + 2 + name.length;
		return this.text.startsWith(name, start + 2) && /[\s>]/.test(this.text.charAt(end));
	}

	private explain(error?: Error): void {
		const { text, markupEnd, builder } = this;
		const place = { markupEnd, openName: builder.openName, hasRoot: builder.hasRoot };
		const offset = Math.min(this.parser.position, text.length);
		const known = findXmlFault(text, place);
		this.stop(known ?? { message: error?.message ?? 'The XML is not well-formed.', offset });
	}

	private stop(fault: XmlFault): never {
		this.fault ??= fault;
		throw STOP;
	}
}

function halfMessage(code: number): string {
	return `An invalid XML character (Unicode: 0x${code.toString(16)}) was found in the element content of the document.`;
}

function attributesMessage(tag: string): string {
	return `JAXP00010002:  Element "${tag}" has more than "10,000" attributes, "10,000" is the limit imposed by the JDK.`;
}
