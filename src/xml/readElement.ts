import { didYouMean, suggest } from '../base/suggest.ts';
import { isAvailable, type Version } from '../base/version.ts';
import { attributeSpecs, type ElementKey, elementName, isRequired } from '../catalog/catalog.ts';
import type { AttributeSpec } from '../catalog/spec.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { shown } from '../diagnostics/quoting.ts';
import type { AnyNode, Attribute, XmlAttribute, XmlElement } from '../model/workflow.ts';
import { type Prefixes, prefixesIn } from './prefixes.ts';
import { readContent } from './readContent.ts';
import { XMLNS_NAMESPACE } from './tree.ts';

/** Near names are looked for in this many findings, of names of this length: beyond, it would take too long. */
export const SUGGESTIONS_MAX = 1_000;
const NAME_MAX = 60;

/** What reading needs to know besides the element: the version decides, findings gather. */
export interface Reading {
	/** Puts off what an element holds until the element is read: no document is too deep for the stack. */
	readonly later: (task: () => void) => void;
	readonly version: Version;
	/** The namespace of the document: every element of the language must have it. */
	readonly namespace: string;
	readonly diagnostics: Diagnostic[];
	/** The prefixes declared around the element: an XmlRequestBody takes them along. */
	readonly prefixes?: Prefixes;
}

/** An element with everything in it as a node of the model. */
export function readTree(
	key: ElementKey,
	xml: XmlElement,
	reading: Omit<Reading, 'later' | 'prefixes'>,
): AnyNode {
	const tasks: (() => void)[] = [];
	const root = readElement(key, xml, { ...reading, later: (task) => tasks.push(task) });
	for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) task();
	return root;
}

/**
 * An element as a node of the model; its children come later. What the XSD refuses is reported and, where that helps,
 * left out.
 */
export function readElement(key: ElementKey, xml: XmlElement, reading: Reading): AnyNode {
	const node = {
		kind: key,
		attributes: readAttributes(key, xml, reading),
		...readContent(key, xml, withPrefixes(xml, reading)),
		comments: [],
		span: xml.span,
		nameSpan: xml.nameSpan,
	};
	return node as unknown as AnyNode;
}

function withPrefixes(xml: XmlElement, reading: Reading): Reading {
	const prefixes = prefixesIn(xml, reading.prefixes);
	return prefixes === undefined || prefixes === reading.prefixes
		? reading
		: { ...reading, prefixes };
}

function readAttributes(
	key: ElementKey,
	xml: XmlElement,
	{ version, diagnostics }: Reading,
): Record<string, Attribute> {
	const specs = attributeSpecs(key);
	const attributes: Record<string, Attribute> = {};
	/** What unknown attributes were most likely meant to be: one slip gives one finding. */
	const meant = new Set<string | undefined>();
	const missing = missingAttributes(key, xml, version);
	const report = (
		rule: string,
		message: string,
		help: string | undefined,
		at: Attribute | undefined,
	) => {
		diagnostics.push({
			rule,
			layer: 'schema',
			severity: 'error',
			message,
			...(help === undefined ? {} : { help }),
			span: at?.nameSpan ?? xml.nameSpan ?? { start: 0, end: 0 },
		});
	};

	for (const attribute of xml.attributes) {
		if (attribute.namespace === XMLNS_NAMESPACE || isSchemaHint(attribute)) continue;
		const spec = Object.hasOwn(specs, attribute.name) ? specs[attribute.name] : undefined;
		if (spec === undefined || attribute.namespace !== '') {
			const known = Object.keys(specs).filter((name) => isAvailable(specs[name]?.since, version));
			const isSuggested = attribute.name.length <= NAME_MAX && diagnostics.length < SUGGESTIONS_MAX;
			// By another name, such as that of the same thing in another language: the only one that is missing.
			const [lacking] = missing.length === 1 && !meant.has(missing[0]) ? missing : [];
			const near = isSuggested ? suggest(attribute.name, known) : undefined;
			meant.add(near ?? lacking);
			const hint =
				near !== undefined
					? ` Did you mean "${near}"?`
					: lacking === undefined
						? ''
						: ` It needs "${lacking}".`;
			report(
				'unknown-attribute',
				`Unknown attribute "${shown(attribute.name)}" on <${elementName(key)}>.${hint}`,
				known.length === 0 ? 'It takes no attributes.' : `It takes ${known.join(', ')}.`,
				attribute,
			);
			continue;
		}
		if (!isAvailable(spec.since, version)) {
			report(
				'unavailable-attribute',
				`The attribute "${attribute.name}" of <${elementName(key)}> exists from ${spec.since} on; this document is ${version}.`,
				'Leave it out, or change the version in the namespace of both documents.',
				attribute,
			);
			continue;
		}
		const problem = valueProblem(attribute, spec);
		if (problem !== undefined)
			report(problem.rule, problem.message, problem.help, {
				...attribute,
				nameSpan: wide(attribute),
			});
		attributes[attribute.name] = {
			value: attribute.value,
			...(attribute.span === undefined ? {} : { span: attribute.span }),
			...(attribute.nameSpan === undefined ? {} : { nameSpan: attribute.nameSpan }),
			...(attribute.offsets === undefined ? {} : { offsets: attribute.offsets }),
		};
	}

	for (const name of missing) {
		if (!meant.has(name)) {
			report(
				'missing-attribute',
				`<${elementName(key)}> needs the attribute "${name}".`,
				specs[name]?.doc,
				undefined,
			);
		}
		// A stand-in, so that one typo gives one finding and not a broken model.
		attributes[name] = { value: '', span: xml.nameSpan ?? { start: 0, end: 0 } };
	}
	return attributes;
}

function missingAttributes(
	key: ElementKey,
	{ attributes }: XmlElement,
	version: Version,
): readonly string[] {
	return requiredAttributes(key, version).filter(
		(name) => !attributes.some((given) => given.name === name && given.namespace === ''),
	);
}

const required = new Map<string, readonly string[]>();

/** Made once for each element: a document can have a million of them. */
function requiredAttributes(key: ElementKey, version: Version): readonly string[] {
	const known = required.get(`${version} ${key}`);
	if (known !== undefined) return known;
	const names = Object.entries(attributeSpecs(key))
		.filter(([, spec]) => isRequired(spec, version) && isAvailable(spec.since, version))
		.map(([name]) => name);
	required.set(`${version} ${key}`, names);
	return names;
}

/** From the name to the closing quotation mark. */
function wide(attribute: XmlAttribute) {
	const start = attribute.nameSpan?.start ?? 0;
	return { start, end: (attribute.span?.end ?? start) + 1 };
}

function valueProblem(
	{ name, value }: XmlAttribute,
	spec: AttributeSpec,
): { rule: string; message: string; help: string } | undefined {
	if (spec.kind === 'boolean') {
		// xs:boolean, white space collapsed.
		if (/^[\t\n\r ]*(?:true|false|1|0)[\t\n\r ]*$/.test(value)) return undefined;
		return {
			rule: 'invalid-attribute-value',
			message: `"${shown(value)}" is neither "true" nor "false".${didYouMean(value, ['true', 'false'])}`,
			help: `"${name}" takes true or false, in lower case.`,
		};
	}
	if (value !== '' || spec.mayBeEmpty) return undefined;
	return {
		rule: 'empty-attribute',
		message: `The attribute "${name}" may not be empty.`,
		help:
			spec.required === undefined
				? 'Give it a value, or leave it out.'
				: `Give it a value. ${spec.doc}`,
	};
}

/** Attributes with which a document tells tools where its schema is. A validator accepts them anywhere. */
function isSchemaHint(attribute: XmlAttribute): boolean {
	return (
		attribute.namespace === 'http://www.w3.org/2001/XMLSchema-instance' &&
		/^(?:schemaLocation|noNamespaceSchemaLocation)$/.test(attribute.localName)
	);
}
