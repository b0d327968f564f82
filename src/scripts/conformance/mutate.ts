import { ELEMENTS, elementName, NAMESPACES } from '../../catalog/catalog.ts';
import { type AttributePiece, type ElementPiece, elementsOf, type Range } from './pieces.ts';
import type { SeededRandom } from './seededRandom.ts';

export interface Mutation {
	/** What was done, in a few words. */
	readonly name: string;
	readonly text: string;
}

interface Subject {
	readonly text: string;
	readonly elements: readonly ElementPiece[];
	readonly random: SeededRandom;
}

/** One way to damage a document, or undefined where it does not apply. */
type Mutator = (subject: Subject) => string | undefined;

const KEYS = Object.keys(ELEMENTS) as (keyof typeof ELEMENTS)[];
const ELEMENT_NAMES = [...new Set(KEYS.map(elementName)), 'Foo', 'set', 'Workflow2', 'x:Set'];
const ATTRIBUTE_NAMES = [
	...new Set(KEYS.flatMap((key) => Object.keys(ELEMENTS[key].attributes))),
	...['pathh', 'Path', 'xml:lang', 'xml:space', 'xml:foo', 'xsi:nil', 'x:path', 'xmlns:y'],
];
const VALUES = [
	...['', ' ', 'true', 'TRUE', '1', ' false ', 'yes', '&#10;', '&#9;x', '&lt;&amp;', '&#x1F600;'],
	...['&nbsp;', '&#0;', '&#xFFFE;', '&#xD800;', '&', '<', 'a > b', ']]>', '\n', '\t', '${/a}'],
	...['&#;', '&#x;', '& ', '&amp', '\u0001', '\uFFFE', 'مرحبا', '😀', '&quot;', "'", '\u00a0'],
];
const INSERTIONS = [
	...[' ', '\n\t', 'text', '&#32;', '&#x20;', '<!---->', '<!-- c -->', '<!-- a -- b -->'],
	...['<![CDATA[]]>', '<![CDATA[ ]]>', '<![CDATA[x]]>', '<?pi?>', '<?pi data?>', '<?xml x?>'],
	...[']]>', '&lt;', '&amp', '<Set path="/a" value=""/>', '<Foo/>', '<a xmlns=""/>', '<x:b/>'],
	...['<Else/>', '<Log type="INFO" message="m"/>', '\u0000', '\u000b', '\uFEFF', '😀', '<', '>'],
];
const CHARS = ['<', '&', '"', "'", '>', '/', '=', ']]>', '-', '!', '?', ':', ' ', '\u0002', '\r'];
const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

const MUTATORS: Readonly<Record<string, Mutator>> = {
	'drop an element': onElement(({ text }, element) => replace(text, element, '')),
	'double an element': onElement(({ text }, element) =>
		insert(text, element.end, slice(text, element)),
	),
	'move an element': (subject) => {
		const [from, to] = [pickElement(subject), pickElement(subject)];
		if (!from || !to || (to.start >= from.start && to.start < from.end)) return undefined;
		const moved = slice(subject.text, from);
		return to.start < from.start
			? insert(replace(subject.text, from, ''), to.start, moved)
			: replace(insert(subject.text, to.start, moved), from, '');
	},
	'swap neighbours': (subject) => {
		const element = pickElement(subject);
		const next = subject.elements.find(
			(other) =>
				element !== undefined && other.parent === element.parent && other.start >= element.end,
		);
		if (element === undefined || next === undefined) return undefined;
		const { text } = subject;
		const between = text.slice(element.end, next.start);
		return replace(
			text,
			{ start: element.start, end: next.end },
			slice(text, next) + between + slice(text, element),
		);
	},
	'rename an element': onElement(({ text, random }, element) =>
		renamed(text, element, random.pick(ELEMENT_NAMES)),
	),
	'rename one tag': onElement(({ text, random }, element) => {
		const name = random.pick(ELEMENT_NAMES);
		const start = element.startTag.start + 1;
		return replace(text, { start, end: start + element.name.length }, name);
	}),
	'empty an element': onElement(
		({ text }, { startTag, endTag }) =>
			endTag && replace(text, { start: startTag.end, end: endTag.start }, ''),
	),
	'unwrap an element': onElement(({ text }, { startTag, endTag }) =>
		endTag === undefined ? undefined : replace(replace(text, endTag, ''), startTag, ''),
	),
	'wrap an element': onElement(({ text, random }, element) => {
		const name = random.pick(ELEMENT_NAMES);
		return replace(text, element, `<${name}>${slice(text, element)}</${name}>`);
	}),
	'drop a tag': onElement(({ text, random }, { startTag, endTag }) =>
		replace(text, endTag !== undefined && random.next() < 0.5 ? endTag : startTag, ''),
	),
	'put content into an element': onElement(({ text, random }, element) => {
		const content = random.pick(INSERTIONS);
		if (element.endTag !== undefined)
			return insert(
				text,
				random.next() < 0.5 ? element.startTag.end : element.endTag.start,
				content,
			);
		return replace(
			text,
			{ start: element.end - 2, end: element.end },
			`>${content}</${element.name}>`,
		);
	}),
	'put content between elements': onElement(({ text, random }, element) =>
		insert(text, random.next() < 0.5 ? element.start : element.end, random.pick(INSERTIONS)),
	),
	'drop an attribute': onAttribute(({ text }, attribute) => replace(text, attribute, '')),
	'double an attribute': onAttribute(({ text }, attribute) =>
		insert(text, attribute.end, ` ${slice(text, attribute)}`),
	),
	'rename an attribute': onAttribute(({ text, random }, { name }) =>
		replace(text, name, random.pick(ATTRIBUTE_NAMES)),
	),
	'add an attribute': onElement(({ text, random }, element) =>
		insert(
			text,
			element.startTag.start + 1 + element.name.length,
			` ${random.pick(ATTRIBUTE_NAMES)}="${random.pick(VALUES)}"`,
		),
	),
	'change a value': onAttribute(({ text, random }, { value }) =>
		replace(text, value, random.pick(VALUES)),
	),
	'add to a value': onAttribute(({ text, random }, { value }) =>
		insert(text, value.start + random.below(value.end - value.start + 1), random.pick(VALUES)),
	),
	'move an attribute': (subject) => {
		const element = pickElement(subject);
		const attribute = pickAttribute(subject);
		if (element === undefined || attribute === undefined) return undefined;
		const offset = element.startTag.start + 1 + element.name.length;
		const moved = ` ${slice(subject.text, attribute)}`;
		return offset < attribute.start
			? insert(replace(subject.text, attribute, ''), offset, moved)
			: replace(insert(subject.text, offset, moved), attribute, '');
	},
	'close the gap before an attribute': onAttribute(({ text }, { start }) =>
		replace(text, { start: start - 1, end: start }, ''),
	),
	'change the quotes': onAttribute(({ text, random }, { value }) => {
		const marks = random.pick([
			["'", "'"],
			['"', "'"],
			['“', '”'],
			['', ''],
		]);
		const range = { start: value.start - 1, end: value.end + 1 };
		return replace(text, range, `${marks[0]}${slice(text, value)}${marks[1]}`);
	}),
	'change the namespace': ({ text, random }) => {
		const names = [...NAMESPACES.keys(), '', 'urn:x', 'http://qradar.ibm.com/V3'];
		return text.replace(/xmlns="[^"]*"/, `xmlns="${random.pick(names)}"`);
	},
	'change the namespace of an element': onElement(({ text, random }, element) =>
		insert(
			text,
			element.startTag.start + 1 + element.name.length,
			` xmlns="${random.pick([...NAMESPACES.keys(), '', 'urn:x'])}"`,
		),
	),
	'use a prefix': ({ text, elements }) => {
		const prefixed = [...elements]
			.flatMap(({ startTag, endTag }) => [
				startTag.start + 1,
				...(endTag ? [endTag.start + 2] : []),
			])
			.sort((a, b) => b - a)
			.reduce((all, offset) => insert(all, offset, 'w:'), text);
		return prefixed.replace(/ xmlns="/, ' xmlns:w="');
	},
	'use the schema instance namespace': onElement(({ text, random }, element) =>
		insert(
			text,
			element.startTag.start + 1 + element.name.length,
			` ${XSI} ${random.pick([
				'xsi:schemaLocation="urn:x x.xsd"',
				'xsi:noNamespaceSchemaLocation="x.xsd"',
				'xsi:nil="true"',
				'xsi:nil="false"',
				'xsi:other="1"',
			])}`,
		),
	),
	'put something around the root': ({ text, random }) =>
		random.pick([
			` ${text}`,
			`\uFEFF${text}`,
			`${text}\n<!-- end -->\n`,
			`${text} text`,
			`${text}<a/>`,
			`text ${text}`,
			`<?xml version="1.0"?>${text}`,
			`<!-- start -->${text}`,
			text.replace(/^<\?xml[^?]*\?>/, '<?xml version="1.1"?>'),
			text.replace(/^<\?xml[^?]*\?>/, '<?xml version="1.0" encoding="nonsense"?>'),
			text.replace(/^<\?xml[^?]*\?>/, '<?xml encoding="UTF-8"?>'),
			text.replace(/^<\?xml[^?]*\?>/, "<?xml version='1.0' standalone='yes'?>"),
		]),
	'cut the end off': ({ text, random }) => text.slice(0, random.below(text.length)),
	'drop a character': ({ text, random }) => {
		const start = random.below(text.length);
		return replace(text, { start, end: start + 1 }, '');
	},
	'drop a character of markup': ({ text, random }) => {
		const marks = [...text.matchAll(/[<>"'/=&;?!-]/g)];
		if (marks.length === 0) return undefined;
		const start = random.pick(marks).index;
		return replace(text, { start, end: start + 1 }, '');
	},
	'insert a character': ({ text, random }) =>
		insert(text, random.below(text.length), random.pick(CHARS)),
	'change a character': ({ text, random }) => {
		const start = random.below(text.length);
		return replace(text, { start, end: start + 1 }, random.pick(CHARS));
	},
};

/** Damages a document in one way that chance picks, sometimes in two. Some damage leaves it valid: that counts too. */
export function mutate(text: string, random: SeededRandom): Mutation {
	const names: string[] = [];
	let current = text;
	const wanted = random.next() < 0.25 ? 2 : 1;
	for (let attempt = 0; attempt < 20 && names.length < wanted; attempt++) {
		const name = random.pick(Object.keys(MUTATORS));
		const next = MUTATORS[name]?.({ text: current, elements: elementsOf(current), random });
		if (next === undefined || next === current) continue;
		names.push(name);
		current = next;
	}
	return { name: names.join(', '), text: current };
}

function onElement(
	change: (subject: Subject, element: ElementPiece) => string | undefined,
): Mutator {
	return (subject) => {
		const element = pickElement(subject);
		return element && change(subject, element);
	};
}

function onAttribute(change: (subject: Subject, attribute: AttributePiece) => string): Mutator {
	return (subject) => {
		const attribute = pickAttribute(subject);
		return attribute && change(subject, attribute);
	};
}

function pickElement({ elements, random }: Subject): ElementPiece | undefined {
	return elements.length === 0 ? undefined : random.pick(elements);
}

function pickAttribute({ elements, random }: Subject): AttributePiece | undefined {
	const having = elements.filter(({ attributes }) => attributes.length > 0);
	return having.length === 0 ? undefined : random.pick(random.pick(having).attributes);
}

function renamed(text: string, { name, startTag, endTag }: ElementPiece, to: string): string {
	const closed =
		endTag === undefined
			? text
			: replace(text, { start: endTag.start + 2, end: endTag.start + 2 + name.length }, to);
	const start = startTag.start + 1;
	return replace(closed, { start, end: start + name.length }, to);
}

function slice(text: string, { start, end }: Range): string {
	return text.slice(start, end);
}

function insert(text: string, offset: number, added: string): string {
	return text.slice(0, offset) + added + text.slice(offset);
}

function replace(text: string, { start, end }: Range, by: string): string {
	return text.slice(0, start) + by + text.slice(end);
}
