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
		/** What stands at the deepest place on the way that anything was written to. */
		let found: Meaning | undefined;
		for (const [index, step] of place.entries()) {
			const here: Meaning[] = [];
			const next: Node[] = [];
			for (const { children } of nodes) {
				const any = children?.get(ANY);
				const named = step === ANY ? undefined : children?.get(step);
				const mapped = step === ANY ? undefined : any?.children?.get(step);
				if (step === ANY) next.push(...(children?.values() ?? []));
				if (named !== undefined) next.push(named);
				if (mapped !== undefined) next.push(mapped);
				else if (step !== ANY && named === undefined && any?.meaning !== undefined)
					here.push(below(any.meaning, place.slice(index)));
			}
			for (const { meaning } of next)
				if (meaning !== undefined) here.push(below(meaning, place.slice(index + 1)));
			if (here.length > 0) found = here.reduce((all, one) => joined(all, one));
			if (next.length === 0) break;
			nodes = next;
		}
		return found ?? OPEN;
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

/** What stands below something that came out of a response. */
function below(meaning: Meaning, rest: Place): Meaning {
	if (rest.length === 0) return meaning;
	let shapes = shapesOf(meaning);
	for (const step of rest)
		shapes = shapes.map((shape) => (step === ANY ? shape.elements() : shape.member(step)));
	return ofShapes(shapes);
}
