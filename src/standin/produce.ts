import { toBase64, utf8Bytes } from '../base/bytes.ts';
import {
	isJsonArray,
	isJsonObject,
	type Json,
	memberNames,
	putMember,
	stringifyJson,
} from '../base/json.ts';
import { splitJava } from '../java/regex/split.ts';
import { dateText } from './dateText.ts';
import { exactly, type Goal, meets, otherCount, valuesFor } from './goal.ts';
import { isNeeded, kindOf } from './kind.ts';
import { isInstantName, plainText } from './plainText.ts';
import { capturedBy, textMatching } from './regexText.ts';
import type { Shape } from './shape.ts';
import {
	hasLimit,
	isNoOrder,
	isRisky,
	isTestOfPresence,
	THERE,
	type Weighted,
} from './weighted.ts';
import { printXml, type XmlElement, xmlTree } from './xmlText.ts';

/** What values are made from. */
export interface Making {
	readonly goalsOf: (shape: Shape) => readonly Weighted[];
	readonly nowMs: number;
	/** Of the request: addresses in the response lead back there. */
	readonly origin: string;
	/** A number from 0 to 1, another each time. */
	readonly random: () => number;
	/** A number that none before had. */
	readonly count: () => number;
	/** Which of several ways of having no value. */
	readonly variant: number;
	/** Whether members that only messages of errors name are there too. */
	readonly isError: boolean;
	/** The latest values of a shape that others are compared with. */
	readonly recent: Map<Shape, Json[]>;
}

const LENGTH_MAX = 5_000;
const VALUES_MAX = 100_000;
/** How long it is until something that is waited for. */
const SOON_MS = 5_000;
/** How long what expires is good for: longer than one run, and not for ever. */
const LIFETIME_MS = 900_000;
/** A month, which is longer ago than what any run has seen. */
const EARLIER_MS = 2_592_000_000;

/** Makes the values of one response. */
export class Producer {
	readonly #making: Making;
	/** The documents that were made, by their text. */
	readonly #trees = new Map<Json, XmlElement>();
	#timeMs: number;
	#values = 0;
	/** How many instants there are to wait for: one after the other. */
	#waits = 0;

	constructor(making: Making) {
		this.#making = making;
		this.#timeMs = making.nowMs - 1_000;
	}

	/** A value for a shape; undefined when there should be none. */
	produce(shape: Shape): Json | undefined {
		if (++this.#values > VALUES_MAX) return undefined;
		const all = this.#making.goalsOf(shape).flatMap((one) => this.#settled(shape, one));
		const goals = all.filter(({ weight }) => weight >= 2 || this.#making.random() < 0.75);
		if (isRisky(shape) && !all.some(({ goal }) => isTestOfPresence(goal))) goals.push(THERE);
		const value = this.#valueOf(shape, goals);
		if (shape.uses.partners.size > 0 && value !== undefined && value !== null) {
			const recent = this.#making.recent.get(shape) ?? [];
			recent.push(isJsonArray(value) ? value.length : value);
			if (recent.length > 10) recent.shift();
			this.#making.recent.set(shape, recent);
		}
		return value;
	}

	/** A goal that speaks of another value, as one that says which: of lists, how many elements. */
	#settled(shape: Shape, { goal, weight }: Weighted): readonly Weighted[] {
		if (goal.kind !== 'same' && goal.kind !== 'other') return [{ goal, weight }];
		const latest = this.#making.recent.get(goal.kind === 'same' ? goal.as : goal.than)?.at(-1);
		if (latest === undefined) return [];
		const isSame = goal.kind === 'same';
		if (kindOf(shape) === 'array') {
			const count = Number(latest);
			return Number.isInteger(count)
				? [{ goal: isSame ? exactly(count) : otherCount(count), weight }]
				: [];
		}
		return [{ goal: { kind: isSame ? 'equals' : 'differs', text: asText(latest) }, weight }];
	}

	#valueOf(shape: Shape, goals: readonly Weighted[]): Json | undefined {
		switch (kindOf(shape)) {
			case 'fixed':
				return this.#choose([shape.uses.fixed ?? ''], goals);
			case 'array':
				return this.#array(shape, goals);
			case 'object':
			case 'keyed':
			case 'event':
				return this.#choose([{ id: 1 }], goals) === undefined ? undefined : this.#object(shape);
			case 'xml':
				return this.#choose(['<x/>'], goals) === undefined ? undefined : this.#xml(shape);
			case 'split':
				return this.#choose(['text'], goals) === undefined ? undefined : this.#split(shape);
			case 'encoded':
				return this.#choose(['text'], goals) === undefined ? undefined : this.#encoded(shape);
			case 'captured':
				return this.#choose(['text'], goals) === undefined ? undefined : this.#captured(shape);
			case 'date':
				return this.#time(goals, (timeMs) => dateText([...shape.uses.dates.values()], timeMs));
			case 'instant': {
				const { instant, isFuture } = shape.uses;
				const unitMs = instant === 's' ? 1_000 : 1;
				if (!isFuture && /expir/i.test(shape.name))
					return Math.floor((this.#making.nowMs + LIFETIME_MS) / unitMs);
				if (isFuture) return Math.floor((this.#making.nowMs + SOON_MS * ++this.#waits) / unitMs);
				return this.#time(goals, (timeMs) => Math.floor(timeMs / unitMs));
			}
			case 'boolean':
				return this.#choose([true, false], goals);
			case 'number':
				return this.#choose(this.#numbers(shape), goals);
			case 'text':
				return isDated(shape)
					? this.#time(goals, (timeMs) => this.#texts(shape, timeMs)[0])
					: this.#choose(this.#texts(shape, this.#timeMs), goals);
		}
	}

	/** A time: it grows by itself, unless something earlier is asked for. Limits that are known are for numbers. */
	#time(goals: readonly Weighted[], print: (timeMs: number) => Json | undefined): Json | undefined {
		const weightOf = (kind: Goal['kind']) =>
			Math.max(0, ...goals.flatMap(({ goal, weight }) => (goal.kind === kind ? [weight] : [])));
		const isEarlier = weightOf('below') > weightOf('above');
		const timeMs = isEarlier ? this.#timeMs - EARLIER_MS : this.#timeMs;
		const value = print(timeMs) ?? new Date(timeMs).toISOString();
		const isMet = (one: Weighted) => isNoOrder(one) || (typeof value === 'number' && hasLimit(one));
		return this.#choose([value], goals.filter(isMet));
	}

	/** The candidate that meets most of the goals; of equals the first. */
	#choose(likely: readonly Json[], goals: readonly Weighted[]): Json | undefined {
		if (goals.length === 0) return likely[0];
		const { variant } = this.#making;
		const nothing = [undefined, null, ''].map(
			(_, index, all) => all[(index + variant) % all.length],
		);
		const [first] = likely;
		const isArray = isJsonArray(first);
		const candidates = [
			...likely,
			...goals.flatMap(({ goal }) => this.#largerThan(goal)),
			...goals.flatMap(({ goal }) => valuesFor(goal)),
			...(isArray && variant % 2 === 0 ? [[]] : []),
			...(isArray || isJsonObject(first) ? [undefined, null] : nothing),
		];
		let best: Json | undefined;
		let bestScore = Number.NEGATIVE_INFINITY;
		for (const candidate of candidates) {
			const score = goals.reduce(
				(sum, { goal, weight }) => sum + (meets(goal, candidate) ? weight : 0),
				0,
			);
			if (score <= bestScore) continue;
			bestScore = score;
			best = candidate;
		}
		return best;
	}

	/** More than something unknown: each time more than the time before. */
	#largerThan(goal: Goal): number[] {
		return goal.kind === 'above' && goal.limit === undefined
			? [100_000 + this.#making.count()]
			: [];
	}

	#numbers(shape: Shape): Json[] {
		const { uses, name } = shape;
		const known = this.#partnersValue(shape);
		if (typeof known === 'number') return [known];
		const literals = this.#literals(uses.literals);
		if (uses.isDuration) return [1];
		if (literals.length > 0) return literals;
		return [isInstantName(name) ? this.#timeMs : 3];
	}

	#texts(shape: Shape, timeMs: number): Json[] {
		const { uses, name } = shape;
		const { origin, count } = this.#making;
		if (uses.posted === 'BASE64') return ['c3RhbmQtaW4='];
		if (uses.posted === 'HEX') return ['7374616e64'];
		if (uses.address === 'url') return [`${origin}/standin/${count()}`];
		if (uses.address === 'host') return ['host.example.com'];
		if (uses.address === 'path') return [`/standin/${count()}`];
		const known = this.#partnersValue(shape);
		if (known !== undefined) return [known];
		const plain = plainText({ name, number: count(), timeMs });
		return [...this.#literals(uses.literals), plain];
	}

	/** Mostly what a value that it is compared with was. */
	#partnersValue(shape: Shape): Json | undefined {
		const { recent, random } = this.#making;
		for (const partner of shape.uses.partners) {
			const values = partner === shape ? undefined : recent.get(partner);
			if (values !== undefined && values.length > 0 && random() < 0.8)
				return values[Math.floor(random() * values.length)];
		}
		return undefined;
	}

	/** The constants that a value is compared with, another one first each time, and sometimes none. */
	#literals(literals: ReadonlySet<string>): Json[] {
		const texts = [...literals].filter((text) => text !== '');
		const turn = Math.floor(this.#making.random() * (texts.length + 1));
		if (texts.length === 0 || turn === texts.length) return [];
		const value = texts[turn] ?? '';
		return [/^-?\d{1,15}$/.test(value) ? Number(value) : value];
	}

	#array(shape: Shape, goals: readonly Weighted[]): Json | undefined {
		const { uses } = shape;
		const usual = Math.max(uses.indexMax + 1, 3 + (this.#making.random() < 0.5 ? 1 : 0));
		const lengths = [usual];
		for (const { goal } of goals)
			if (goal.kind === 'count')
				lengths.push(Math.min(goal.most, Math.max(goal.least, usual)), goal.least);
		const placeholders = lengths
			.filter((length) => length <= LENGTH_MAX)
			.map((length): Json => new Array<Json>(length).fill(0));
		// Where nobody looks whether there is a list, one that is empty will do for one that is not there.
		if (!uses.isTested) placeholders.push([]);
		const chosen = this.#choose(placeholders, goals);
		if (!isJsonArray(chosen)) return chosen;
		const elements: Json[] = [];
		const startMs = this.#timeMs;
		const elementShape = elementWithMembers(shape);
		for (let index = 0; index < chosen.length; index++) {
			this.#timeMs = startMs - (chosen.length - index) * 1_000;
			elements.push(this.produce(shape.cells.get(index) ?? elementShape) ?? null);
		}
		this.#timeMs = startMs;
		return elements;
	}

	#object(shape: Shape): Json {
		const object = {};
		const { count, isError } = this.#making;
		for (const [name, member] of shape.members) {
			if (!isNeeded(member) && !isError) continue;
			const value = this.produce(member);
			if (value !== undefined) putMember(object, name, value);
		}
		const { uses, element, members } = shape;
		if (uses.isKeyed && element !== undefined)
			for (let number = 1; number <= 2; number++)
				putMember(object, `${shape.name}${number}`, this.produce(element) ?? null);
		else if (uses.isKeyed) putMember(object, `${shape.name}1`, 1);
		const hasId = [...members.keys()].some((name) => /id$/i.test(name));
		if (uses.posted !== undefined && !hasId) putMember(object, 'id', `event-${count()}`);
		if (uses.posted !== undefined && members.size === 0)
			putMember(object, 'time', new Date(this.#timeMs).toISOString());
		return object;
	}

	/** A document; the parts of it that are looked at as documents of their own are elements of it. */
	#xml(shape: Shape): string {
		const findings = [...shape.uses.queries].flatMap(([query, { isSingle, found }]) => {
			if (!isNeeded(found) && !this.#making.isError) return [];
			const value = this.produce(found) ?? [];
			const values = !isSingle && isJsonArray(value) ? value : isJsonArray(value) ? [] : [value];
			return [{ query, values: values.map((one) => this.#trees.get(one) ?? nodeText(one)) }];
		});
		const tree = xmlTree(findings);
		const text = printXml(tree);
		this.#trees.set(text, tree);
		return text;
	}

	#split(shape: Shape): string {
		const [entry] = shape.uses.splits;
		if (entry === undefined) return '';
		const [delimiter, list] = entry;
		const value = this.produce(list);
		const parts = isJsonArray(value) ? value.map(asText) : [];
		const joint = textMatching(delimiter) ?? '\n';
		// A part that holds the delimiter would be two.
		const whole = parts.map((part) => {
			const split = splitJava(part, delimiter, { stepsMax: 100_000 });
			return split.ok && split.parts.length > 1 ? (split.parts[0] ?? '') : part;
		});
		return whole.join(joint);
	}

	#encoded(shape: Shape): string {
		const [text] = [...shape.uses.decoded.values()].map((one) => asText(this.produce(one) ?? ''));
		return toBase64(utf8Bytes(text ?? ''));
	}

	#captured(shape: Shape): string {
		const patterns = [...shape.uses.captures, ...shape.uses.parts];
		const found = (text: string) =>
			patterns.filter(([pattern]) => capturedBy(pattern, text) !== undefined).length;
		const plain = asText(this.#texts(shape, this.#timeMs)[0] ?? '');
		if (patterns.every(([, one]) => isPlain(one)) && found(plain) === patterns.length) return plain;
		const cut = this.#cut(shape);
		if (cut !== undefined && found(cut) === patterns.length) return cut;
		const texts: string[] = [];
		for (const [pattern, captured] of patterns) {
			const value = this.produce(captured);
			if (value === undefined || value === null || value === '') continue;
			const text = this.#matching(pattern, isPlain(captured) ? undefined : asText(value));
			if (text !== undefined && !texts.includes(text)) texts.push(text);
		}
		const nothing = ['none', '-', ''];
		if (texts.length === 0) return nothing.find((text) => found(text) === 0) ?? 'none';
		const joined = ['\n', ' ', ', '].map((joint) => texts.join(joint));
		const best = Math.max(...joined.map(found));
		return joined.find((text) => found(text) === best) ?? '';
	}

	/** A text of which pieces are cut out by their places: what lies between is as in a date. */
	#cut({ uses: { parts, captures } }: Shape): string | undefined {
		if (parts.size < 2 || captures.size > 0) return undefined;
		const chars = [...new Date(this.#timeMs).toISOString()];
		for (const [pattern, part] of parts) {
			const [, begin = '0', length] = /^\^(?:\.\{(\d+)\})?\(\.\{(\d+)\}\)$/.exec(pattern) ?? [];
			const text = asText(this.produce(part) ?? '');
			if (text.length !== Number(length)) return undefined;
			while (chars.length < Number(begin)) chars.push('0');
			chars.splice(Number(begin), text.length, ...text);
		}
		return chars.join('');
	}

	/** Numbers in a captured text grow, as bookmarks expect. */
	#matching(pattern: string, wanted: string | undefined): string | undefined {
		if (wanted !== undefined) return textMatching(pattern, wanted);
		const number = String(100_000 + this.#making.count());
		const text = textMatching(pattern, number);
		return text !== undefined && capturedBy(pattern, text) === number
			? text
			: textMatching(pattern);
	}
}

/** Whether any text will do. */
function isPlain(shape: Shape): boolean {
	const { address, literals } = shape.uses;
	return kindOf(shape) === 'text' && address === undefined && literals.size === 0;
}

/** Whether it is an instant as text, which grows by itself. */
function isDated({ uses, name }: Shape): boolean {
	return uses.isOrdered && isInstantName(name);
}

/** The shape of an array's elements, with what is read of all of them at once. */
function elementWithMembers(shape: Shape): Shape {
	const element = shape.elements();
	for (const [name, member] of shape.members)
		if (!element.members.has(name)) element.members.set(name, member);
	return element;
}

/** What stands in an element: of an event, its values. */
function nodeText(value: Json): string {
	if (!isJsonObject(value)) return asText(value);
	return memberNames(value)
		.map((name) => asText(value[name] ?? null))
		.join(' ');
}

function asText(value: Json): string {
	if (value === null) return '';
	return typeof value === 'string' ? value : stringifyJson(value);
}
