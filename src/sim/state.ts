import {
	getMember,
	isJsonArray,
	isJsonObject,
	type Json,
	type JsonObject,
	memberNames,
	putMember,
	removeMember,
	stringifyJson,
} from '../base/json.ts';
import { printResolvedPath, type ResolvedPath } from '../jpath/path.ts';
import type { Stop } from './completion.ts';
import { failure, productFailure } from './faults.ts';
import { type Limits, limitReached } from './limits.ts';
import { Scale } from './measure.ts';
import { shortened } from './trace.ts';

/** How the names of response headers are found, and who is told when it makes a difference. */
export interface HeaderNames {
	readonly isExact: boolean;
	readonly consulted?: () => void;
}

type Container = JsonObject | readonly Json[];

/**
 * The State of a run. Values are immutable and shared by reference; a write copies only the containers on
 * its way that the State does not own yet, and writes into its own copies from then on. So a snapshot
 * costs nothing, and appending n items costs n.
 *
 * Ownership is exact: a container is owned when it was copied for the owned container it stands in.
 * Forgetting one container therefore forgets everything below it, in one step.
 */
export class State {
	#root: JsonObject;
	/** A container copied by this State → the container it was copied into; the root → this State. */
	readonly #owners = new WeakMap<object, object>();
	readonly #headers = new WeakSet<object>();
	readonly #scale: Scale;
	readonly #limits: Limits;
	readonly #headerNames: HeaderNames;
	/** Bytes written since the whole was last weighed, and how many are allowed until the next time. */
	#bytesWritten: number;
	#bytesAllowed: number;

	constructor(root: JsonObject, limits: Limits, headerNames: HeaderNames = { isExact: false }) {
		this.#root = root;
		this.#limits = limits;
		this.#headerNames = headerNames;
		const { stateBytesMax: bytesMax, stateDepthMax: depthMax } = limits;
		this.#scale = new Scale({ bytesMax, depthMax });
		this.#bytesWritten = 0;
		this.#bytesAllowed = 0;
	}

	/** The whole State, to read. Anything kept beyond the next write must come from `snapshot`. */
	get root(): JsonObject {
		return this.#root;
	}

	/** The State as it is now, for good: later writes leave it alone. */
	snapshot(): JsonObject {
		this.#owners.delete(this.#root);
		return this.#root;
	}

	/** The value at a place; undefined where nothing is there. */
	get(place: ResolvedPath): Json | undefined {
		let value: Json | undefined = this.#root;
		for (const step of place) {
			value = this.#child(value, step);
			if (value === undefined) return undefined;
		}
		return value;
	}

	/** A member that an object has not under exactly this name: of response headers, whatever its case (U-13). */
	find(object: JsonObject, name: string): Json | undefined {
		const found = this.#nameOf(object, name);
		return found === name ? undefined : getMember(object, found);
	}

	/**
	 * Says that the value at a place, and all below it, is now known elsewhere too: later writes copy it.
	 * A place that leads nowhere stands for the last container on the way.
	 */
	release(place: ResolvedPath): void {
		let container: Json = this.#root;
		for (const step of place) {
			const child = this.#child(container, step);
			if (child === undefined) break;
			if (typeof child !== 'object' || child === null) return;
			container = child;
		}
		this.#owners.delete(container as object);
	}

	/** Writes a value, creating objects on the way. The value must be released, or new. */
	set(place: ResolvedPath, value: Json): Stop | undefined {
		const last = place.at(-1);
		if (last === undefined) return this.#replace(value);
		const tooMuch = this.#charge(place, value);
		if (tooMuch !== undefined) return tooMuch;
		const parent = this.#parentOf(place);
		if ('container' in parent) return this.#put(parent.container, last, value);
		return parent.stop;
	}

	/** Removes a member or an element. A place that leads nowhere is no fault. */
	delete(place: ResolvedPath): Stop | undefined {
		const last = place.at(-1);
		if (last === undefined) return this.#replace({});
		if (this.get(place) === undefined) return undefined;
		const parent = this.#parentOf(place);
		if (!('container' in parent)) return parent.stop;
		const { container } = parent;
		if (isJsonArray(container)) (container as Json[]).splice(Number(last), 1);
		else removeMember(container, this.#nameOf(container, String(last)));
		return undefined;
	}

	/** Appends to the array at a place. The values must be released, or new. */
	append(place: ResolvedPath, values: readonly Json[]): Stop | undefined {
		const target = this.get(place);
		if (!isJsonArray(target)) return notAnArray(target ?? null);
		const tooMuch = this.#charge(place, values);
		if (tooMuch !== undefined) return tooMuch;
		const parent = this.#parentOf([...place, target.length], true);
		if (!('container' in parent)) return parent.stop;
		const array = parent.container as Json[];
		for (const value of values) array.push(value);
		return undefined;
	}

	/** Adds members to the object at a place, replacing those of the same name. */
	assign(place: ResolvedPath, members: JsonObject): Stop | undefined {
		for (const name of memberNames(members)) {
			const stop = this.set([...place, name], getMember(members, name) ?? null);
			if (stop !== undefined) return stop;
		}
		return undefined;
	}

	/** Says that an object holds response headers, whose names are found whatever their case, unless told otherwise. */
	markHeaders(object: JsonObject): void {
		this.#headers.add(object);
	}

	/** What the heaviest item of an array weighs, as JSON text about; undefined where nobody weighed it. */
	heaviestItem(array: readonly Json[]): number | undefined {
		return this.#scale.heaviestItem(array);
	}

	#replace(value: Json): Stop | undefined {
		if (!isJsonObject(value)) return notAnObject(value);
		const tooMuch = this.#charge([], value);
		if (tooMuch !== undefined) return tooMuch;
		this.#root = value;
		return undefined;
	}

	#put(container: Container, step: string | number, value: Json): Stop | undefined {
		if (!isJsonArray(container)) {
			putMember(container, this.#nameOf(container, String(step)), value);
			return undefined;
		}
		(container as Json[])[Number(step)] = value;
		return undefined;
	}

	/** The container in which the last step of a place is to be written: owned, and fit for that step. */
	#parentOf(
		place: ResolvedPath,
		isAppending = false,
	): { readonly container: Container } | { readonly stop: Stop } {
		let container: Container = this.#ownRoot();
		for (let at = 0; ; at++) {
			const step = place[at];
			const isLast = at === place.length - 1;
			if (step === undefined || (isLast && isAppending)) return { container };
			const misfit = checkStep(container, step);
			if (misfit !== undefined) return { stop: misfit };
			if (isLast) return { container };
			const child = this.#child(container, step);
			if (child === undefined || child === null) return this.#create(container, place, at);
			if (typeof child !== 'object') return { stop: misplaced(child, place[at + 1]) };
			container = this.#own(child as Container, container, step);
		}
	}

	/** Objects for the steps behind `at`, of which there is none yet. */
	#create(
		container: Container,
		place: ResolvedPath,
		at: number,
	): { readonly container: Container } | { readonly stop: Stop } {
		const rest = place.slice(at + 1);
		if (rest.some((step) => typeof step === 'number'))
			return {
				stop: failure(`${printResolvedPath(place)} is not valid`, { explanation: NO_ARRAY }),
			};
		let parent = container;
		for (const step of place.slice(at, -1)) {
			const made: JsonObject = {};
			this.#put(parent, step, made);
			this.#owners.set(made, parent);
			parent = made;
		}
		return { container: parent };
	}

	#child(value: Json, step: string | number): Json | undefined {
		if (isJsonArray(value)) return typeof step === 'number' ? value[step] : undefined;
		return isJsonObject(value) && typeof step === 'string'
			? getMember(value, this.#nameOf(value, step))
			: undefined;
	}

	/** The name under which an object has a member: as given, but for response headers. */
	#nameOf(object: JsonObject, name: string): string {
		if (getMember(object, name) !== undefined || !this.#headers.has(object)) return name;
		const wanted = name.toLowerCase();
		const found = memberNames(object).find((candidate) => candidate.toLowerCase() === wanted);
		if (found === undefined) return name;
		const { isExact, consulted } = this.#headerNames;
		consulted?.();
		return isExact ? name : found;
	}

	#ownRoot(): JsonObject {
		if (this.#owners.get(this.#root) === this) return this.#root;
		this.#root = this.#copy(this.#root) as JsonObject;
		this.#owners.set(this.#root, this);
		return this.#root;
	}

	#own(child: Container, parent: Container, step: string | number): Container {
		if (this.#owners.get(child) === parent) return child;
		const copy = this.#copy(child);
		this.#owners.set(copy, parent);
		if (isJsonArray(parent)) (parent as Json[])[Number(step)] = copy;
		else putMember(parent, this.#nameOf(parent as JsonObject, String(step)), copy);
		return copy;
	}

	#copy(container: Container): Container {
		if (isJsonArray(container)) return container.slice();
		const copy = { ...container };
		if (this.#headers.has(container)) this.#headers.add(copy);
		return copy;
	}

	/** Books what a write adds, and weighs the whole when that might be too much. */
	#charge(place: ResolvedPath, value: Json): Stop | undefined {
		const { bytes, depth } = this.#scale.weigh(value);
		if (place.length + depth > this.#limits.stateDepthMax)
			return limitReached(
				'stateDepthMax',
				`The State nests too deeply at ${shortened(printResolvedPath(place), 80)}`,
			);
		this.#bytesWritten += bytes + 2;
		if (this.#bytesWritten <= this.#bytesAllowed) return undefined;
		const { stateBytesMax } = this.#limits;
		const total = this.#scale.weighOnce(this.#root).bytes + bytes;
		if (total > stateBytesMax)
			return limitReached(
				'stateBytesMax',
				`The State grew beyond ${stateBytesMax.toLocaleString('en-US')} bytes`,
				'Post events page by page and remove what is not needed any more with Delete.',
			);
		this.#bytesWritten = 0;
		this.#bytesAllowed = Math.max(stateBytesMax - total, stateBytesMax >> 3);
		return undefined;
	}
}

const NO_ARRAY = 'There is no array at that place, so there is no element to write to.';

/** Whether a container can have this step: a name in an object, an index within an array. */
function checkStep(container: Container, step: string | number): Stop | undefined {
	if (!isJsonArray(container)) return typeof step === 'number' ? notAnArray(container) : undefined;
	if (typeof step === 'string') return notAnObject(container);
	if (step >= 0 && step < container.length) return undefined;
	return failure(`Index ${step} out of bounds for length ${container.length}`, {
		explanation: 'Only an element that is there can be replaced.',
		help: 'Append with Add.',
	});
}

function misplaced(value: Json, nextStep: string | number | undefined): Stop {
	return typeof nextStep === 'number' ? notAnArray(value) : notAnObject(value);
}

/** Source: product message in issues 34, 57 and 283 of IBM's repository. */
export function notAnArray(value: Json): Stop {
	return productFailure(`Not a JSON Array: ${shortened(stringifyJson(value), 1_000)}`, {
		explanation: `An array is needed here, but ${described(value)} is there.`,
	});
}

/** Assumed: Gson's sister message of "Not a JSON Array". */
export function notAnObject(value: Json): Stop {
	return productFailure(`Not a JSON Object: ${shortened(stringifyJson(value), 1_000)}`, {
		explanation: `An object is needed here, but ${described(value)} is there.`,
	});
}

function described(value: Json): string {
	if (value === null) return 'null';
	if (isJsonArray(value)) return 'an array';
	if (isJsonObject(value)) return 'an object';
	if (typeof value === 'string') return 'a text';
	return typeof value === 'boolean' ? String(value) : 'a number';
}
