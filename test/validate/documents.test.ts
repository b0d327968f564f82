import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checkDocument } from '../../src/validate/checkDocument.ts';
import cases from './documents.cases.json' with { type: 'json' };

const CASES = fileURLToPath(new URL('documents.cases.json', import.meta.url));

/** `line:column-endColumn severity layer/rule: message`, as the case file writes findings. */
function findingsOf(document: string): string[] {
	const { source, diagnostics } = checkDocument('document.xml', document);
	return diagnostics.map(({ span, severity, layer, rule, message }) => {
		const start = source.positionAt(span.start);
		const end = source.positionAt(span.end);
		const endLine = end.line === start.line ? '' : `${end.line}:`;
		return `${start.line}:${start.column}-${endLine}${end.column} ${severity} ${layer}/${rule}: ${message}`;
	});
}

if (process.env.UPDATE_GOLDEN) {
	const fresh = cases.map(({ about, document }) => ({
		about,
		document,
		kind: checkDocument('document.xml', document).kind,
		findings: findingsOf(document),
	}));
	writeFileSync(CASES, `${JSON.stringify(fresh, null, '\t')}\n`);
}

test.each(cases)('$about', ({ document, kind, findings }) => {
	expect(checkDocument('document.xml', document).kind).toBe(kind);
	expect(findingsOf(document)).toEqual(findings);
});

test('every error says what to do', () => {
	const silent = cases.flatMap(({ about, document }) =>
		checkDocument('document.xml', document)
			.diagnostics.filter(
				({ help, message }) => help === undefined && !message.includes('Did you mean'),
			)
			.map(({ message }) => `${about}: ${message}`),
	);
	expect(silent).toEqual([]);
});
