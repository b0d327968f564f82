import { didYouMean, suggest } from '../base/suggest.ts';
import { isAvailable, type Version } from '../base/version.ts';
import { attributeSpecs, type ElementKey, elementName, isRequired } from '../catalog/catalog.ts';
import type { AttributeSpec } from '../catalog/spec.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { AnyNode, Attribute, XmlAttribute, XmlElement } from '../model/workflow.ts';
import { readContent } from './readContent.ts';
import { XMLNS_NAMESPACE } from './tree.ts';

/** What reading needs to know besides the element: the version decides, findings gather. */
export interface Reading {
	readonly version: Version;
	/** The namespace of the document: every element of the language must have it. */
	readonly namespace: string;
	readonly diagnostics: Diagnostic[];
	/** The prefixes declared around the element: an XmlRequestBody takes them along. */
	readonly prefixes?: ReadonlyMap<string, string>;
}

/** An element as a node of the model. What the XSD refuses is reported and, where that helps, left out. */
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
	const declared = xml.attributes.filter(
		({ name, namespace }) => namespace === XMLNS_NAMESPACE && name !== 'xmlns',
	);
	if (declared.length === 0) return reading;
	const prefixes = new Map(reading.prefixes);
	for (const { localName, value } of declared) prefixes.set(localName, value);
	return { ...reading, prefixes };
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
			const known = Object.keys(specs);
			meant.add(suggest(attribute.name, known));
			report(
				'unknown-attribute',
				`Unknown attribute "${attribute.name}" on <${elementName(key)}>.${didYouMean(attribute.name, known)}`,
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

	for (const [name, spec] of Object.entries(specs)) {
		if (Object.hasOwn(attributes, name) || !isRequired(spec, version)) continue;
		if (!isAvailable(spec.since, version)) continue;
		if (!meant.has(name)) {
			report(
				'missing-attribute',
				`<${elementName(key)}> needs the attribute "${name}".`,
				spec.doc,
				undefined,
			);
		}
		// A stand-in, so that one typo gives one finding and not a broken model.
		attributes[name] = { value: '', span: xml.nameSpan ?? { start: 0, end: 0 } };
	}
	return attributes;
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
			message: `"${value}" is neither "true" nor "false".${didYouMean(value, ['true', 'false'])}`,
			help: `"${name}" takes true or false, in lower case.`,
		};
	}
	if (value !== '' || spec.mayBeEmpty) return undefined;
	return {
		rule: 'empty-attribute',
		message: `The attribute "${name}" may not be empty.`,
		help: spec.required === undefined ? 'Give it a value, or leave it out.' : spec.doc,
	};
}

/** Attributes with which a document tells tools where its schema is. A validator accepts them anywhere. */
function isSchemaHint(attribute: XmlAttribute): boolean {
	return (
		attribute.namespace === 'http://www.w3.org/2001/XMLSchema-instance' &&
		/^(?:schemaLocation|noNamespaceSchemaLocation)$/.test(attribute.localName)
	);
}
