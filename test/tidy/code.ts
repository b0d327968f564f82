/** A TypeScript text in two layers of the same length: what is blanked in one is mostly what stands in the other. */
export interface Layers {
	/** Comments and the insides of strings and regular expressions blanked. */
	readonly code: string;
	/** Everything but comments blanked. */
	readonly comments: string;
}

const EXPRESSION_FOLLOWS =
	/(?:^|[^\w$)\]}'"`\s]|\b(?:return|typeof|case|in|of|new|delete|void|throw|await|yield|else))\s*$/;

const known = new Map<string, Layers>();

/**
 * Tells code, comments and strings apart, well enough to look for words in one and not in the others. Once for each
 * text: most checks look into every file.
 */
export function layersOf(text: string): Layers {
	const layers = known.get(text) ?? separate(text);
	known.set(text, layers);
	return layers;
}

function separate(text: string): Layers {
	const code = new Layer(text);
	const comments = new Layer(text);
	/** For each `${` we are in: how many braces are open inside it. */
	const holes: number[] = [];
	let offset = 0;

	const skipTo = (end: number, layer?: Layer) => {
		layer?.keep(offset, end);
		offset = Math.max(end, offset + 1);
	};
	const skipTemplate = () => {
		const end = endOfTemplate(text, offset);
		if (text.startsWith('${', end)) {
			holes.push(0);
			offset = end + 2;
		} else skipTo(end + 1);
	};

	while (offset < text.length) {
		const char = text[offset];
		if (text.startsWith('//', offset)) skipTo(indexOr(text, '\n', offset), comments);
		else if (text.startsWith('/*', offset)) skipTo(indexOr(text, '*/', offset + 2) + 2, comments);
		else if (char === "'" || char === '"') {
			const end = endOfString(text, offset);
			code.keep(offset, offset + 1);
			code.keep(end - 1, end);
			skipTo(end);
		} else if (char === '/' && EXPRESSION_FOLLOWS.test(code.before(offset)))
			skipTo(endOfRegex(text, offset));
		else if (char === '`') {
			offset++;
			skipTemplate();
		} else if (char === '}' && holes.at(-1) === 0) {
			holes.pop();
			offset++;
			skipTemplate();
		} else {
			if (char === '{') bump(holes, 1);
			if (char === '}') bump(holes, -1);
			skipTo(offset + 1, code);
		}
	}
	return { code: code.text(), comments: comments.text() };
}

/** What a TypeScript file imports, types, dynamic imports and the scripts it starts included, as written. */
export function importsOf(text: string): string[] {
	const { code } = layersOf(text);
	const found = code.matchAll(/\bfrom\s*(?=')|\bimport\s*\(\s*(?=')|\bimport\s*(?=')/g);
	const started = code.matchAll(/\bnew URL\(\s*(?=')/g);
	const quoted = (match: RegExpExecArray) => {
		const start = match.index + match[0].length + 1;
		return text.slice(start, text.indexOf("'", start));
	};
	return [
		...[...found].map(quoted),
		...[...started].map(quoted).flatMap((name) => (name.endsWith('.ts') ? `./${name}` : [])),
	];
}

/** A copy of a text that starts blank and is filled where asked. */
class Layer {
	readonly #source: string;
	readonly #parts: string[] = [];
	#end = 0;

	constructor(source: string) {
		this.#source = source;
	}

	keep(start: number, end: number): void {
		this.#parts.push(blank(this.#source.slice(this.#end, start)), this.#source.slice(start, end));
		this.#end = end;
	}

	/** The last few characters kept before an offset. */
	before(offset: number): string {
		const kept = this.#parts.slice(-40).join('');
		return kept.slice(-40) + blank(this.#source.slice(this.#end, offset));
	}

	text(): string {
		return this.#parts.join('') + blank(this.#source.slice(this.#end));
	}
}

function blank(text: string): string {
	return text.replace(/[^\n]/g, ' ');
}

function bump(holes: number[], by: number): void {
	const last = holes.length - 1;
	const open = holes[last];
	if (open !== undefined) holes[last] = open + by;
}

function indexOr(text: string, wanted: string, from: number): number {
	const index = text.indexOf(wanted, from);
	return index < 0 ? text.length : index;
}

function endOfString(text: string, start: number): number {
	const quote = text[start];
	let offset = start + 1;
	while (offset < text.length && text[offset] !== quote && text[offset] !== '\n')
		offset += text[offset] === '\\' ? 2 : 1;
	return offset + 1;
}

/** The offset of the closing back quote, or of the `${` that comes first. */
function endOfTemplate(text: string, start: number): number {
	let offset = start;
	while (offset < text.length && text[offset] !== '`' && !text.startsWith('${', offset))
		offset += text[offset] === '\\' ? 2 : 1;
	return offset;
}

function endOfRegex(text: string, start: number): number {
	let isInClass = false;
	let offset = start + 1;
	for (; offset < text.length && text[offset] !== '\n'; offset++) {
		const char = text[offset];
		if (char === '\\') offset++;
		else if (char === '[') isInClass = true;
		else if (char === ']') isInClass = false;
		else if (char === '/' && !isInClass) return offset + 1;
	}
	return offset;
}
