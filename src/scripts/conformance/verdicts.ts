import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { checkDocument } from '../../validate/checkDocument.ts';
import type { XsdJudge, XsdVerdict } from './xsdJudge.ts';

/** What we and the XSD validator say about one document. */
export interface Verdicts {
	readonly kind: 'same' | 'we accept' | 'we refuse' | 'other layer' | 'by choice' | 'crash';
	/** Which layer of ours refuses it. */
	readonly layer: 'valid' | 'xml' | 'schema' | 'none';
	/** In words, for people. */
	readonly ours: string;
	readonly theirs: string;
}

type Refusal = Diagnostic & { readonly layer: 'xml' | 'schema' };

/** What we refuse on purpose although XML allows it: entities, external parts, boundless nesting. */
const BY_CHOICE = new Set(['xml-entity', 'xml-limit']);

/** Accepted with a warning: the place of RequestCookie, which no published schema gives. */
const UNUSUAL_PLACE = 'unusual-place';

/** What XML forbids and libxml2 lets pass: `version="1."`. */
const TOO_LAX = /^\W*<\?xml\s+version\s*=\s*["']1\.["']/;

/** Compares both verdicts. They must agree on whether a document is refused, and on the layer that refuses it. */
export function compare(bytes: Uint8Array, judge: XsdJudge): Verdicts {
	const expected = judge.judge(bytes);
	const theirs = expected.layer === 'ok' ? 'valid' : `${expected.layer}: ${expected.message}`;
	let found: Refusal | undefined;
	let isUnusual = false;
	try {
		const { diagnostics } = checkDocument('document.xml', bytes);
		isUnusual = diagnostics.some(({ rule }) => rule === UNUSUAL_PLACE);
		found = diagnostics.find(
			(diagnostic): diagnostic is Refusal =>
				diagnostic.severity === 'error' &&
				(diagnostic.layer === 'xml' || diagnostic.layer === 'schema'),
		);
	} catch (error) {
		const ours = error instanceof Error ? (error.stack ?? error.message) : String(error);
		return { kind: 'crash', layer: 'none', ours, theirs };
	}
	const ours = found === undefined ? 'valid' : `${found.layer} ${found.rule}: ${found.message}`;
	const kind = kindOf(found, expected.layer, new TextDecoder().decode(bytes.subarray(0, 200)));
	const isChosen = kind === 'we accept' && isUnusual;
	return { kind: isChosen ? 'by choice' : kind, layer: found?.layer ?? 'valid', ours, theirs };
}

function kindOf(
	found: Refusal | undefined,
	expected: XsdVerdict['layer'],
	head: string,
): Verdicts['kind'] {
	const layer = found?.layer ?? 'ok';
	if (layer === expected) return 'same';
	if (expected === 'uri') return layer === 'schema' ? 'same' : 'by choice';
	if (layer === 'ok') return 'we accept';
	if (BY_CHOICE.has(found?.rule ?? '') || TOO_LAX.test(head)) return 'by choice';
	return expected === 'ok' ? 'we refuse' : 'other layer';
}
