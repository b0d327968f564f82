import { UNKNOWN_NAME } from './splice.ts';

/** Everything that a workflow does with one value of a response: what the value must be like follows from it. */
export interface Uses {
	/** It is iterated, posted in one go, indexed, queried or merged into an array. */
	isArray: boolean;
	/** The highest index that is read. */
	indexMax: number;
	/** `count()` is asked of it: an array, if nothing says otherwise. */
	isCounted: boolean;
	/** `keys()` and the like are asked of it, or members by names that only the run knows. */
	isKeyed: boolean;
	/** It becomes a part of a text. */
	isText: boolean;
	isNumber: boolean;
	/** It is compared by size. */
	isOrdered: boolean;
	/** It is asked whether it is there, or empty. */
	isTested: boolean;
	/** It stands as a condition of its own. */
	isTruth: boolean;
	/** It is written into a condition as it is, where no text can stand and nothing is an error. */
	isBare: boolean;
	/** It is an instant: milliseconds or seconds since 1970. */
	instant: 'ms' | 's' | undefined;
	/** It is an instant that is waited for. */
	isFuture: boolean;
	/** It is a whole address, or the host or the path of one. */
	address: 'url' | 'host' | 'path' | undefined;
	/** The one value that suits, such as the name of a time zone, when others would fail. */
	fixed: string | undefined;
	/** How long to wait. */
	isDuration: boolean;
	/** It is posted as an event, encoded so. */
	posted: string | undefined;
	/** It is read somewhere else than in messages of an error. */
	isFirm: boolean;
	/** Constants that it is compared with. */
	readonly literals: Set<string>;
	/** Patterns by which it is read as a date, alone or as a piece of a longer text. */
	readonly dates: Map<string, DateUse>;
	/** Values that it is compared with and that come out of responses too. */
	readonly partners: Set<Shape>;
	/** What patterns capture from it. */
	readonly captures: Map<string, Shape>;
	/** What is cut out of it, by a pattern that captures the same. */
	readonly parts: Map<string, Shape>;
	/** What it is split into, by delimiter. */
	readonly splits: Map<string, Shape>;
	/** What it holds in base64, under the name of that. */
	readonly decoded: Map<string, Shape>;
	/** What XPath queries find in it. */
	readonly queries: Map<string, { readonly isSingle: boolean; readonly found: Shape }>;
}

/** How a value is read as a date. */
export interface DateUse {
	readonly pattern: string;
	readonly timeZone: string;
	/** The texts around and between the pieces that the date is put together from; two for a date in one piece. */
	readonly texts: readonly string[];
	/** Which of the pieces this is. */
	readonly index: number;
}

/** How many ways of reading a value are told apart. */
const READINGS_MAX = 20;
/** How deep a response may nest: deeper paths stay where they are. */
const DEPTH_MAX = 40;
/** How many members one object may have. */
const MEMBERS_MAX = 1_000;

/** One place in the response of one endpoint, with all that is known about the value there. */
export class Shape {
	/** Which CallEndpoint the response is for. */
	readonly endpoint: number;
	readonly name: string;
	/** What it is a member or element of. */
	readonly parent: Shape | undefined;
	readonly depth: number;
	readonly members = new Map<string, Shape>();
	/** Elements that are known by their index, where each may be of another kind: the parts of a line. */
	readonly cells = new Map<number, Shape>();
	#uses: Uses = unused();
	#element: Shape | undefined;

	constructor(endpoint: number, name: string, parent?: Shape) {
		this.endpoint = endpoint;
		this.name = name;
		this.parent = parent;
		this.depth = parent === undefined ? 0 : parent.depth + 1;
	}

	get uses(): Uses {
		return this.#uses;
	}

	/** Whether it is an array for certain, or most likely: bodies are counted to see whether they are there. */
	get isList(): boolean {
		const { isArray, isCounted, isText, isKeyed } = this.uses;
		return isArray || (isCounted && this.name !== 'body' && !isText && !isKeyed);
	}

	/** Whether it is what a text was split into. */
	get isRow(): boolean {
		return this.parent !== undefined && [...this.parent.uses.splits.values()].includes(this);
	}

	/** Whether it is the status of a response. */
	get isStatus(): boolean {
		return this.depth === 1 && this.name === 'status_code';
	}

	/** What stands in it when it is an array, or an object of many members. */
	get element(): Shape | undefined {
		return this.#element;
	}

	/** A member. Of an array it is that of every element, as JPath maps. */
	member(name: string): Shape {
		if (this.isList && this.depth < DEPTH_MAX) return this.elements().member(name);
		if (name.startsWith(UNKNOWN_NAME)) {
			this.#uses.isKeyed = true;
			return this.elements();
		}
		const known = this.members.get(name) ?? this.#header(name);
		if (known !== undefined) return known;
		if (this.depth >= DEPTH_MAX || this.members.size >= MEMBERS_MAX) return this;
		const member = new Shape(this.endpoint, name, this);
		this.members.set(name, member);
		return member;
	}

	/** A header has one name, whatever its case. */
	#header(name: string): Shape | undefined {
		if (this.depth !== 1 || this.name !== 'headers') return undefined;
		const lower = name.toLowerCase();
		return [...this.members].find(([other]) => other.toLowerCase() === lower)?.[1];
	}

	/**
	 * Forgets what was noted before it was known what is an array: uses of a member may have been noted where those of
	 * an element's member should be, and they will all be noted again.
	 */
	forgetUses(): void {
		const { isArray, isKeyed, isCounted, captures, parts, splits, decoded, queries } = this.#uses;
		const isList = isCounted && (this.members.size > 0 || this.#element !== undefined);
		const kept = { isArray, isKeyed, isCounted: isList, captures, parts, splits, decoded, queries };
		this.#uses = { ...unused(), ...kept };
		const found = [...queries.values()].map((query) => query.found);
		const below = [this.members, this.cells, captures, parts, splits, decoded].flatMap((all) => [
			...all.values(),
		]);
		for (const shape of [...below, ...found, ...(this.#element ? [this.#element] : [])])
			if (shape.depth > this.depth) shape.forgetUses();
	}

	elements(): Shape {
		if (this.#element === undefined) {
			if (this.depth >= DEPTH_MAX) return this;
			this.#element = new Shape(this.endpoint, this.name, this);
		}
		return this.#element;
	}

	/** An element by its index. */
	at(index: number | undefined): Shape {
		if (!this.isRow || index === undefined) return this.elements();
		const cell = this.cells.get(index) ?? this.derived();
		this.cells.set(index, cell);
		return cell;
	}

	/** Its members, each as an object with key and value. */
	entries(): Shape {
		const entry = this.derived();
		entry.members.set('value', this.elements());
		return entry;
	}

	/** The list that it is in every element of. */
	get list(): Shape | undefined {
		let around = this.parent;
		while (around !== undefined && !around.isList) around = around.parent;
		return around;
	}

	/** Something that is made out of its text: a capture, a part, a finding of a query. */
	derived(): Shape {
		return this.depth >= DEPTH_MAX ? this : new Shape(this.endpoint, this.name, this);
	}

	/** What a pattern captures or a delimiter separates, the same each time it is asked for. */
	reading(known: Map<string, Shape>, pattern: string): Shape {
		const found = known.get(pattern);
		if (found !== undefined) return found;
		const made = this.derived();
		if (known.size < READINGS_MAX) known.set(pattern, made);
		return made;
	}
}

/** Nothing is done with it yet. */
function unused(): Uses {
	return {
		isArray: false,
		indexMax: -1,
		isCounted: false,
		isKeyed: false,
		isText: false,
		isNumber: false,
		isOrdered: false,
		isTested: false,
		isTruth: false,
		isBare: false,
		instant: undefined,
		isFuture: false,
		address: undefined,
		fixed: undefined,
		isDuration: false,
		posted: undefined,
		isFirm: false,
		literals: new Set(),
		dates: new Map(),
		partners: new Set(),
		captures: new Map(),
		parts: new Map(),
		splits: new Map(),
		decoded: new Map(),
		queries: new Map(),
	};
}
