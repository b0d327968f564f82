import { joined, type Meaning, OPEN, ofShapes, shapesOf } from './meaning.ts';

/** A step of a path whose name or index only the run knows. */
export const ANY = '*';

export type Place = readonly string[];

interface Node {
	meaning: Meaning | undefined;
	children: Map<string, Node> | undefined;
}

/** What is known about the State at one point of a workflow. */
export class Scope {
	readonly #root: Node;
	/** How much was copied so far, by everything that came of one scope. */
	readonly #work: { count: number };

	constructor(root: Node = { meaning: undefined, children: undefined }, work = { count: 0 }) {
		this.#root = root;
		this.#work = work;
	}

	get work(): number {
		return this.#work.count;
	}

	copy(): Scope {
		return new Scope(this.#copied(this.#root), this.#work);
	}

	/** What stands at a place. */
	read(place: Place): Meaning {
		let nodes: Node[] = [this.#root];
		let found: Meaning | undefined;
		let depth = 0;
		for (const [index, step] of place.entries()) {
			nodes = nodes.flatMap((node) => childrenOf(node, step));
			if (nodes.length === 0) break;
			const here = nodes.map(({ meaning }) => meaning).filter((one) => one !== undefined);
			if (here.length > 0) {
				found = here.reduce((all, one) => joined(all, one));
				depth = index + 1;
			}
		}
		if (found === undefined) return OPEN;
		return depth === place.length ? found : below(found, place.slice(depth));
	}

	/** Whether anything was written there or around it. */
	has(place: Place): boolean {
		return this.read(place) !== OPEN;
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

	#copied(node: Node): Node {
		this.#work.count++;
		const children =
			node.children === undefined
				? undefined
				: new Map([...node.children].map(([name, child]) => [name, this.#copied(child)] as const));
		return { meaning: node.meaning, children };
	}
}

/** The children that a step leads to: by name, by any name, and through the elements of an array. */
function childrenOf(node: Node, step: string): Node[] {
	const { children } = node;
	if (children === undefined) return [];
	if (step === ANY) return [...children.values()];
	const any = children.get(ANY);
	const named = children.get(step);
	const mapped = any?.children?.get(step);
	return [named, mapped].filter((one) => one !== undefined);
}

/** What stands below something that came out of a response. */
function below(meaning: Meaning, rest: Place): Meaning {
	let shapes = shapesOf(meaning);
	for (const step of rest)
		shapes = shapes.map((shape) => (step === ANY ? shape.elements() : shape.member(step)));
	return ofShapes(shapes);
}
