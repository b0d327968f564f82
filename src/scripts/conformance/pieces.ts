/** A range of a document's text. */
export interface Range {
	readonly start: number;
	readonly end: number;
}

export interface AttributePiece extends Range {
	readonly name: Range;
	/** The value without its quotes. */
	readonly value: Range;
}

/** An element of a well-formed document, as ranges of its text. */
export interface ElementPiece extends Range {
	readonly name: string;
	readonly depth: number;
	readonly startTag: Range;
	/** Absent when the start tag closes the element itself. */
	readonly endTag?: Range;
	readonly attributes: readonly AttributePiece[];
	readonly parent?: ElementPiece;
}

const MARKUP =
	/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<!DOCTYPE[^>]*>|<\/[^>]*>|<[^!?/](?:[^"'>]|"[^"]*"|'[^']*')*>/g;

/** The elements of a well-formed text in the order of their end. What is not well-formed gives what can be made out. */
export function elementsOf(text: string): ElementPiece[] {
	const elements: ElementPiece[] = [];
	const open: (Omit<ElementPiece, 'end'> & { end: number })[] = [];
	for (const match of text.matchAll(MARKUP)) {
		const tag = match[0];
		const range = { start: match.index, end: match.index + tag.length };
		if (tag.startsWith('</')) {
			const element = open.pop();
			if (element === undefined) break;
			// Children hold their parent: complete the same object rather than a copy.
			Object.assign(element, { end: range.end, endTag: range });
			elements.push(element);
		} else if (!/^<[!?]/.test(tag)) {
			const parent = open.at(-1);
			const element = {
				name: /^<([^\s/>]+)/.exec(tag)?.[1] ?? '',
				depth: open.length,
				...range,
				startTag: range,
				attributes: attributesOf(tag, range.start),
				...(parent === undefined ? {} : { parent }),
			};
			if (tag.endsWith('/>')) elements.push(element);
			else open.push(element);
		}
	}
	return elements;
}

function attributesOf(tag: string, offset: number): AttributePiece[] {
	return [...tag.matchAll(/([^\s=<>"'/]+)\s*=\s*("[^"]*"|'[^']*')/g)].map((match) => {
		const start = offset + match.index;
		const end = start + match[0].length;
		return {
			start,
			end,
			name: { start, end: start + (match[1] ?? '').length },
			value: { start: end - (match[2] ?? '').length + 1, end: end - 1 },
		};
	});
}
