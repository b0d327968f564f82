import { elementsOf, joined, type Meaning, manyOf, memberOf, OPEN } from './meaning.ts';

/** A step of a path whose name or index only the run knows. */
export const ANY = '*';

export type Place = readonly string[];

/** How many members are looked at where any may be meant. */
const STORED_MAX = 200;
/** How many places a copy brings along. */
const GRAFT_MAX = 200;

interface Node {
	meaning: Meaning | undefined;
	children: Map<string, Node> | undefined;
}

/** A place on the way to another, and whether it is one of many: the way led through all elements of a list. */
interface Found {
	readonly node: Node;
	readonly isMany: boolean;
}

/** What everything shares that came of one scope. */
interface Work {
	/** How much was copied so far. */
	count: number;
	isFirstLook: boolean;
}

/** What is known about the State at one point of a workflow. */
export class Scope {
	readonly #root: Node;
	readonly #work: Work;

	constructor(
		root: Node = { meaning: undefined, children: undefined },
		work: Work = { count: 0, isFirstLook: true },
	) {
		this.#root = root;
		this.#work = work;
	}

	get work(): number {
		return this.#work.count;
	}

	/** Whether much may still come to light, so that nothing should be concluded from what is not known. */
	get isFirstLook(): boolean {
		return this.#work.isFirstLook;
	}

	/** All has been looked at once. */
	endFirstLook(): void {
		this.#work.isFirstLook = false;
	}

	copy(): Scope {
		return new Scope(this.#copied(this.#root), this.#work);
	}

	/** What stands at a place. */
	read(place: Place): Meaning {
		let nodes: readonly Found[] = [{ node: this.#root, isMany: false }];
		/** What stands at the deepest place on the way that anything was written to. */
		let found: Meaning | undefined;
		for (const [index, step] of place.entries()) {
			const here: Meaning[] = [];
			const next: Found[] = [];
			for (const { node, isMany } of nodes) {
				const { children } = node;
				if (step === ANY) {
					for (const child of childrenOf(node)) next.push({ node: child, isMany });
					continue;
				}
				const any = children?.get(ANY);
				const named = children?.get(step);
				const mapped = any?.children?.get(step);
				if (named !== undefined) next.push({ node: named, isMany });
				if (mapped !== undefined) next.push({ node: mapped, isMany: true });
				else if (named === undefined && any?.meaning !== undefined)
					here.push(manyOf(below(any.meaning, place.slice(index))));
			}
			for (const { node, isMany } of next) {
				if (node.meaning === undefined) continue;
				const one = below(node.meaning, place.slice(index + 1));
				here.push(isMany ? manyOf(one) : one);
			}
			if (here.length > 0) found = here.reduce((all, one) => joined(all, one));
			if (next.length === 0) break;
			nodes = next;
		}
		return found ?? OPEN;
	}

	/** What was put into a list or object one by one; undefined when nothing was. */
	stored(place: Place): Meaning | undefined {
		const nodes = this.#nodesAt(place).flatMap(childrenOf).slice(0, STORED_MAX);
		return nodes.reduce<Meaning | undefined>(
			(all, { meaning }) => (meaning === undefined ? all : joined(all, meaning)),
			undefined,
		);
	}

	/** Everything below one place stands below another too, as it does behind a copy. */
	graft(from: Place, to: Place): void {
		if (isAbove(from, to) || isAbove(to, from)) return;
		const budget = { count: GRAFT_MAX };
		for (const source of this.#nodesAt(from)) {
			if (source.children === undefined) continue;
			this.#join(this.#nodeAt(to), this.#copied({ ...source, meaning: undefined }, budget));
		}
	}

	/** Replaces what stands at a place; where the place is not certain, adds to it. */
	write(place: Place, meaning: Meaning): void {
		const node = this.#nodeAt(place);
		if (place.includes(ANY)) {
			node.meaning = joined(node.meaning, meaning);
			return;
		}
		node.meaning = meaning;
		node.children = undefined;
	}

	/** Says that something else may stand there as well. */
	add(place: Place, meaning: Meaning): void {
		const node = this.#nodeAt(place);
		node.meaning = joined(node.meaning, meaning);
	}

	remove(place: Place): void {
		const parent = this.#nodeAt(place.slice(0, -1));
		const name = place.at(-1);
		if (name !== undefined && name !== ANY) {
			const node: Node = { meaning: OPEN, children: undefined };
			parent.children ??= new Map();
			parent.children.set(name, node);
		}
	}

	/** Takes in what is known at the end of another way to the same point. */
	join(other: Scope): void {
		this.#join(this.#root, other.#root);
	}

	#join(mine: Node, theirs: Node): void {
		this.#work.count++;
		if (theirs.meaning !== undefined) mine.meaning = joined(mine.meaning, theirs.meaning);
		for (const [name, child] of theirs.children ?? []) {
			mine.children ??= new Map();
			const known = mine.children.get(name);
			if (known === undefined) mine.children.set(name, this.#copied(child));
			else this.#join(known, child);
		}
	}

	/** What is known at a place, whichever step of it is known by name. */
	#nodesAt(place: Place): readonly Node[] {
		let nodes: readonly Node[] = [this.#root];
		for (const step of place)
			nodes = nodes
				.flatMap((node) =>
					step === ANY
						? childrenOf(node)
						: [node.children?.get(step), node.children?.get(ANY)].filter(
								(one) => one !== undefined,
							),
				)
				.slice(0, STORED_MAX);
		return nodes;
	}

	#nodeAt(place: Place): Node {
		let node = this.#root;
		for (const step of place) {
			node.children ??= new Map();
			let child = node.children.get(step);
			if (child === undefined) {
				child = { meaning: undefined, children: undefined };
				node.children.set(step, child);
			}
			node = child;
		}
		return node;
	}

	#copied(node: Node, budget = { count: Number.POSITIVE_INFINITY }): Node {
		this.#work.count++;
		budget.count--;
		if (node.children === undefined || budget.count <= 0)
			return { meaning: node.meaning, children: undefined };
		const children = [...node.children].map(
			([name, child]) => [name, this.#copied(child, budget)] as const,
		);
		return { meaning: node.meaning, children: new Map(children) };
	}
}

function childrenOf({ children }: Node): readonly Node[] {
	return children === undefined ? [] : [...children.values()];
}

function isAbove(place: Place, other: Place): boolean {
	return place.every((step, index) => step === other[index]);
}

/** What stands below something that came out of a response. */
function below(meaning: Meaning, rest: Place): Meaning {
	let found = meaning;
	for (const step of rest) found = step === ANY ? elementsOf(found) : memberOf(found, step);
	return found;
}
