import { didYouMean } from '../base/suggest.ts';
import type { Version } from '../base/version.ts';
import { DOCUMENT_KEYS, type DocumentKey, NAMESPACES, namespaceOf } from '../catalog/catalog.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { sortDiagnostics } from '../diagnostics/diagnostic.ts';
import { looksLikeCredential, shorten, shown } from '../diagnostics/quoting.ts';
import type { Workflow, WorkflowParameterValues, XmlElement } from '../model/workflow.ts';
import { decodeDocument } from './decode.ts';
import { htmlPage } from './explain.ts';
import { judgeXml } from './judge.ts';
import { readTree } from './readElement.ts';
import { buildTree } from './tree.ts';

export type DocumentKind = 'workflow' | 'values' | 'unknown';

/** What reading a document gives. The model is there when it could be made out, findings or not. */
export interface ReadResult {
	readonly kind: DocumentKind;
	readonly version?: Version;
	readonly workflow?: Workflow;
	readonly values?: WorkflowParameterValues;
	/** The findings of the layers `xml` and `schema`. */
	readonly diagnostics: readonly Diagnostic[];
	/** The text that spans point into: decoded, without a byte order mark. */
	readonly text: string;
}

/**
 * Reads a workflow or a values document. Never throws on any input. The verdict of the layers `xml` and
 * `schema` equals that of a conforming parser with IBM's published XSD of that version, but for `xsi:type` and
 * `xsi:nil`: they are refused wherever they stand, although the XSD lets an element name its own type. No published
 * document has either, and the names of those types mean nothing outside the XSD.
 */
export function readDocument(source: string | Uint8Array): ReadResult {
	const decoded =
		typeof source === 'string'
			? { text: source.replace(/^\uFEFF/, ''), diagnostics: [] }
			: decodeDocument(source);
	const { text } = decoded;
	const fault = decoded.diagnostics[0] ?? judgeXml(text);
	if (fault !== undefined) return { kind: guessKind(text), diagnostics: [fault], text };

	const tree = buildTree(text);
	const diagnostics: Diagnostic[] = [];
	const document = identify(tree.root, diagnostics);
	if (document === undefined) return { kind: guessKind(text), diagnostics, text };

	const { key, version } = document;
	const root = readTree(key, tree.root, { version, namespace: tree.root.namespace, diagnostics });
	const parts = {
		version,
		comments: tree.before,
		trailingComments: tree.after,
	};
	return {
		kind: key === 'Workflow' ? 'workflow' : 'values',
		version,
		...(key === 'Workflow'
			? { workflow: { ...root, ...parts } as Workflow }
			: { values: { ...root, ...parts } as WorkflowParameterValues }),
		diagnostics: sortDiagnostics(diagnostics),
		text,
	};
}

/** Which document it is and of which version, by its root element and namespace. */
function identify(
	root: XmlElement,
	diagnostics: Diagnostic[],
): { key: DocumentKey; version: Version } | undefined {
	const known = NAMESPACES.get(root.namespace);
	if (known !== undefined && known.document === root.localName)
		return { key: known.document, version: known.version };

	const key = DOCUMENT_KEYS.find((name) => name === root.localName);
	const declaration = root.attributes.find((attribute) => attribute.name === 'xmlns');
	const span = (key === undefined ? root.nameSpan : declaration?.span) ?? root.nameSpan;
	const report = (rule: string, message: string, help: string) => {
		diagnostics.push({
			rule,
			layer: 'schema',
			severity: 'error',
			message,
			help,
			span: span ?? { start: 0, end: 0 },
		});
	};

	if (/^html$/i.test(root.localName)) {
		diagnostics.push(htmlPage('schema'));
		return undefined;
	}
	if (key === undefined) {
		report(
			'not-a-document',
			`<${shown(root.name)}> is not the root of a workflow or of its values.${didYouMean(root.localName, DOCUMENT_KEYS)}`,
			'A workflow begins with <Workflow …>, its values with <WorkflowParameterValues …>.',
		);
		return undefined;
	}

	const expected = namespaceOf(key, known?.version ?? nearestVersion(root.namespace));
	if (root.namespace === '') {
		report(
			'unknown-namespace',
			`<${shown(root.name)}> has no namespace, so QRadar cannot tell its version.`,
			`Write <${shown(root.name)} … xmlns="${expected}">.`,
		);
		return undefined;
	}
	report(
		'unknown-namespace',
		known === undefined
			? `Unknown namespace "${shownAddress(root.namespace)}".`
			: `The namespace of <${shown(root.name)}> is that of <${known.document}>.`,
		`Write xmlns="${expected}".`,
	);
	return undefined;
}

/** A namespace is quoted at length, for it may be wrong in its last letter. */
function shownAddress(namespace: string): string {
	return namespace.split('/').some(looksLikeCredential) ? '…' : shorten(namespace, 120);
}

function nearestVersion(namespace: string): Version {
	if (/V2[._]1/i.test(namespace)) return 'V2_1';
	return /V1\b/i.test(namespace) ? 'V1' : 'V2';
}

/** What a document that could not be read was probably meant to be. */
function guessKind(text: string): DocumentKind {
	const root = /<(?:[\w.-]+:)?(WorkflowParameterValues|Workflow)\b/.exec(text)?.[1];
	if (root === undefined) return 'unknown';
	return root === 'Workflow' ? 'workflow' : 'values';
}
