/** What is wrong with an XML text, in the words of Java's parser, and where it noticed. */
export interface XmlFault {
	readonly message: string;
	readonly offset: number;
}

/** Leaves the search for a fault; caught in `findXmlFault`, never seen outside. */
export class FoundFault extends Error {
	readonly fault: XmlFault;

	constructor(fault: XmlFault) {
		super(fault.message);
		this.fault = fault;
	}
}

const NAME_PART = /[_\p{L}\p{Nl}][-.\p{L}\p{Nl}\p{Nd}\p{M}\u00b7\u0387_]*/uy;
const SPACE = /[ \t\r\n]*/y;
const NOT_A_CHARACTER = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

/** A place in an XML text that moves forward as long as all is well. */
export class XmlCursor {
	readonly text: string;
	offset: number;

	constructor(text: string, offset: number) {
		this.text = text;
		this.offset = offset;
	}

	get char(): string {
		return this.text.charAt(this.offset);
	}

	get isAtEnd(): boolean {
		return this.offset >= this.text.length;
	}

	fail(message: string, offset: number = this.offset): never {
		throw new FoundFault({ message, offset });
	}

	/** Ends the search when the text does. */
	expectMore(): void {
		if (this.isAtEnd)
			this.fail('XML document structures must start and end within the same entity.');
	}

	accept(expected: string): boolean {
		const isHere = this.text.startsWith(expected, this.offset);
		if (isHere) this.offset += expected.length;
		return isHere;
	}

	/** Passes over white space and says whether there was any. */
	skipSpace(): boolean {
		return this.match(SPACE) !== '';
	}

	/** Passes over a name with at most one prefix; empty when none stands here. */
	name(): string {
		const start = this.offset;
		if (this.match(NAME_PART) !== '' && this.accept(':') && this.match(NAME_PART) === '')
			this.fail(
				`Element or attribute "${this.text.slice(start, this.offset)}" do not match QName production: QName::=(NCName:)?NCName.`,
			);
		return this.text.slice(start, this.offset);
	}

	/** Passes over all up to a mark and the mark itself; `where` is for the message about a character XML forbids. */
	skipTo(mark: string, where: string): void {
		const end = this.text.indexOf(mark, this.offset);
		const stop = end < 0 ? this.text.length : end;
		this.checkCharacters(stop, where);
		this.offset = Math.min(stop + mark.length, this.text.length);
		if (end < 0) this.expectMore();
	}

	/** Fails at the first character before `end` that XML forbids. */
	checkCharacters(end: number, where: string): void {
		const found = this.text.slice(this.offset, end).search(NOT_A_CHARACTER);
		if (found < 0) return;
		const offset = this.offset + found;
		const code = this.text.codePointAt(offset) ?? 0;
		this.fail(
			`An invalid XML character (Unicode: 0x${code.toString(16)}) was found in ${where}.`,
			offset,
		);
	}

	private match(pattern: RegExp): string {
		pattern.lastIndex = this.offset;
		const found = pattern.exec(this.text)?.[0] ?? '';
		this.offset += found.length;
		return found;
	}
}
