import { invariant } from '../base/invariant.ts';
import { toDocumentSpan } from '../base/offsets.ts';
import { didYouMean } from '../base/suggest.ts';
import type { Version } from '../base/version.ts';
import { attributeSpecs, elementName } from '../catalog/catalog.ts';
import type { AttributeSpec, TextSyntax } from '../catalog/spec.ts';
import { type Diagnostic, sortDiagnostics } from '../diagnostics/diagnostic.ts';
import { shorten } from '../diagnostics/quoting.ts';
import { parseExpression } from '../jpath/parse.ts';
import { checkWritablePath } from '../jpath/path.ts';
import { parseTemplate } from '../jpath/template.ts';
import { attributesOf, visit } from '../model/visit.ts';
import type { AnyNode, Attribute, Text, Workflow, XmlElement, XmlNode } from '../model/workflow.ts';
import type { Compiled, Program } from './program.ts';
import { SYNTAXES } from './syntax.ts';

/**
 * Parses every expression and template of a workflow once. What is wrong comes back as findings of the layer
 * `expression`, at the exact place in the document; the program is there all the same, and running a part
 * that is wrong is a fault of the run.
 */
export function compileWorkflow(workflow: Workflow): {
	program: Program;
	diagnostics: Diagnostic[];
} {
	const compiler = new Compiler(workflow.version);
	visit(workflow, (node) => compiler.addNode(node));
	const { compiled, diagnostics } = compiler;
	return {
		program: {
			workflow,
			version: workflow.version,
			compiledOf(text) {
				const found = compiled.get(text);
				invariant(found !== undefined, 'The text is of another workflow.');
				return found;
			},
			texts: () => compiled.values(),
		},
		diagnostics: sortDiagnostics(diagnostics),
	};
}

/** The largest public workflow has some hundred; a parsed one takes over a kilobyte. */
const HOLES_MAX = 100_000;

class Compiler {
	readonly compiled = new Map<Text, Compiled>();
	readonly diagnostics: Diagnostic[] = [];
	readonly #version: Version;
	/** How many templates there were so far. */
	#holes = 0;

	constructor(version: Version) {
		this.#version = version;
	}

	addNode(node: AnyNode): void {
		const attributes = attributesOf(node);
		for (const [name, spec] of Object.entries(attributeSpecs(node.kind))) {
			const attribute = attributes[name];
			if (attribute === undefined || spec.kind === 'text' || spec.kind === 'boolean') continue;
			const { template } = this.#add(attribute, spec);
			if (!template.isStatic || attribute.value === '') continue;
			if (spec.values !== undefined)
				this.#checkWord(elementName(node.kind), name, attribute, spec.values);
			if (spec.syntax !== undefined) this.#checkSyntax(attribute, spec.syntax);
		}
		if (node.text !== undefined) this.#add(node.text, { kind: 'template', doc: '' });
		if (node.fragment !== undefined) this.#addFragment(node.fragment);
	}

	#addFragment(fragment: XmlElement): void {
		const pending: XmlNode[] = [fragment];
		for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
			if (node.kind === 'text') this.#add(node, { kind: 'template', doc: '' });
			if (node.kind !== 'element') continue;
			for (const attribute of node.attributes) this.#add(attribute, { kind: 'template', doc: '' });
			for (const child of node.children) pending.push(child);
		}
	}

	#add(source: Text, spec: AttributeSpec): Compiled {
		if (!this.#mayParse(source)) return this.#addUnparsed(source, spec);
		const { template, diagnostics } = parseTemplate(source.value, { version: this.#version });
		this.#report(source, diagnostics);
		let compiled: Compiled = { kind: spec.kind, source, template };
		const isExpression = spec.kind === 'path' || spec.kind === 'condition';
		// An empty one is a finding of the schema already.
		if (isExpression && template.isStatic && source.value !== '')
			compiled = this.#addExpression(compiled, source, spec);
		this.compiled.set(source, compiled);
		return compiled;
	}

	/** Trees take many times the room of their text: a hostile document shall not fill the memory. */
	#mayParse(source: Text): boolean {
		if (this.#holes > HOLES_MAX) return false;
		this.#holes += source.value.split('${').length - 1;
		if (this.#holes <= HOLES_MAX) return true;
		const span = source.span ?? { start: 0, end: 0 };
		this.diagnostics.push({
			rule: 'too-many-expressions',
			layer: 'expression',
			severity: 'error',
			message: `The document has more than ${HOLES_MAX.toLocaleString('en-US')} templates; from here on none was looked at.`,
			help: 'No workflow needs so many. Was something pasted again and again?',
			span: { start: span.start, end: Math.min(span.end, span.start + 1) },
		});
		return false;
	}

	#addUnparsed(source: Text, { kind }: AttributeSpec): Compiled {
		const span = { start: 0, end: source.value.length };
		const parts = [{ kind: 'text', text: source.value, span }] as const;
		const template = { text: source.value, span, parts, isStatic: true };
		const compiled: Compiled = { kind, source, template };
		this.compiled.set(source, compiled);
		return compiled;
	}

	#addExpression(compiled: Compiled, source: Text, spec: AttributeSpec): Compiled {
		const parsed = parseExpression(source.value, { version: this.#version });
		this.#report(source, parsed.diagnostics);
		if (!parsed.ok) return compiled;
		const { expression } = parsed;
		if (spec.writes === true) this.#report(source, checkWritablePath(expression));
		else if (spec.kind === 'path' && expression.kind !== 'path' && expression.kind !== 'selection')
			this.#report(source, [notAPath(expression.span)]);
		return { ...compiled, expression };
	}

	/** Findings about a text, moved to their places in the document. */
	#report(source: Text, found: readonly Diagnostic[]): void {
		for (const diagnostic of found) {
			const span =
				source.offsets === undefined
					? (source.span ?? diagnostic.span)
					: toDocumentSpan(source.offsets, diagnostic.span);
			this.diagnostics.push({ ...diagnostic, span });
		}
	}

	/** A word that is not of the list. Assumed: the product compares without case (U-19 of the reference). */
	#checkWord(element: string, name: string, attribute: Attribute, values: readonly string[]): void {
		const { value } = attribute;
		if (values.includes(value)) return;
		const same = values.find((word) => word.toLowerCase() === value.toLowerCase());
		this.diagnostics.push({
			rule: 'unknown-word',
			layer: 'lint',
			severity: same === undefined ? 'error' : 'warning',
			message:
				same === undefined
					? `"${shorten(value)}" is not a value that "${name}" of <${element}> takes.${didYouMean(value, values)}`
					: `"${name}" of <${element}> is documented as "${same}", not "${shorten(value)}".`,
			help: `It takes ${values.join(', ')}. The schema lets anything pass, so QRadar notices only when it runs.`,
			span: attribute.span ?? { start: 0, end: 0 },
		});
	}

	/** A constant that every run refuses which comes to it. The schema lets it pass. */
	#checkSyntax(attribute: Attribute, syntax: TextSyntax): void {
		const { rule, faultIn } = SYNTAXES[syntax];
		const fault = faultIn(attribute.value);
		if (fault === undefined) return;
		const { message, offset = 0, help, severity = 'error' } = fault;
		const { length } = attribute.value;
		const isInside = fault.offset !== undefined && offset < length;
		const span = isInside ? { start: offset, end: offset + 1 } : { start: 0, end: length };
		this.#report(attribute, [{ rule, layer: 'lint', severity, message, help, span }]);
	}
}

function notAPath(span: Diagnostic['span']): Diagnostic {
	return {
		rule: 'invalid-path',
		layer: 'expression',
		severity: 'error',
		message: 'This must be a path into the State, such as /response/body.',
		help: 'A calculation or a constant is no place: store it with Set first, and name that path.',
		span,
	};
}
