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
	/** It stands as a condition of its own. */
	isTruth: boolean;
	/** It is written into a condition as it is, where no text can stand and nothing is an error. */
	isBare: boolean;
	/** It is an instant: milliseconds or seconds since 1970. */
	instant: 'ms' | 's' | undefined;
	/** It is a whole address, or the host or the path of one. */
	address: 'url' | 'host' | 'path' | undefined;
	/** How long to wait. */
	isDuration: boolean;
	/** It signs tokens with this algorithm. */
	signs: string | undefined;
	/** It is posted as an event, encoded so. */
	posted: string | undefined;
	/** It is read somewhere else than in messages of an error. */
	isFirm: boolean;
	/** Constants that it is compared with. */
	readonly literals: Set<string>;
	/** Patterns by which it is read as a date. */
	readonly dates: Map<string, string>;
	/** Values that it is compared with and that come out of responses too. */
	readonly partners: Set<Shape>;
	/** What patterns capture from it. */
	readonly captures: Map<string, Shape>;
	/** What it is split into, by delimiter. */
	readonly splits: Map<string, Shape>;
	/** What XPath queries find in it. */
	readonly queries: Map<string, { readonly isSingle: boolean; readonly found: Shape }>;
}

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
	readonly uses: Uses = {
		isArray: false,
		indexMax: -1,
		isCounted: false,
		isKeyed: false,
		isText: false,
		isNumber: false,
		isOrdered: false,
		isTruth: false,
		isBare: false,
		instant: undefined,
		address: undefined,
		isDuration: false,
		signs: undefined,
		posted: undefined,
		isFirm: false,
		literals: new Set(),
		dates: new Map(),
		partners: new Set(),
		captures: new Map(),
		splits: new Map(),
		queries: new Map(),
	};
	#element: Shape | undefined;

	constructor(endpoint: number, name: string, parent?: Shape) {
		this.endpoint = endpoint;
		this.name = name;
		this.parent = parent;
		this.depth = parent === undefined ? 0 : parent.depth + 1;
	}

	/** Whether it is an array for certain, or most likely: bodies are counted to see whether they are there. */
	get isList(): boolean {
		const { isArray, isCounted, isText, isKeyed } = this.uses;
		return isArray || (isCounted && this.name !== 'body' && !isText && !isKeyed);
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
		const known = this.members.get(name);
		if (known !== undefined) return known;
		if (this.depth >= DEPTH_MAX || this.members.size >= MEMBERS_MAX) return this;
		const member = new Shape(this.endpoint, name, this);
		this.members.set(name, member);
		return member;
	}

	elements(): Shape {
		if (this.#element === undefined) {
			if (this.depth >= DEPTH_MAX) return this;
			this.#element = new Shape(this.endpoint, this.name, this);
		}
		return this.#element;
	}

	/** Something that is made out of its text: a capture, a part, a finding of a query. */
	derived(name = this.name): Shape {
		return this.depth >= DEPTH_MAX ? this : new Shape(this.endpoint, name, this);
	}
}
