import { expect, test } from 'vitest';
import { checkDocument } from '../../src/validate/checkDocument.ts';

test('more templates than any workflow needs are a finding, and are not looked at', () => {
	const templates = '${!}'.repeat(100_001);
	const { diagnostics } = checkDocument(
		'w.xml',
		`<Workflow name="n" version="1" xmlns="http://qradar.ibm.com/UniversalCloudRESTAPI/Workflow/V2"><Actions><Log type="INFO" message="fine \${1}" /><Log type="INFO" message="${templates}" /><Log type="INFO" message="\${!}" /></Actions></Workflow>`,
	);
	expect(diagnostics).toMatchObject([
		{
			rule: 'too-many-expressions',
			layer: 'expression',
			severity: 'error',
			message: 'The document has more than 100,000 templates; from here on none was looked at.',
		},
	]);
});

test('text that is mostly white space has a finding that leaves out what stands around it', () => {
	const text = `x${' '.repeat(300_000)}y`;
	const start =
		'<Workflow name="n" version="1" xmlns="http://qradar.ibm.com/UniversalCloudRESTAPI/Workflow/V2"><Actions> ';
	const { diagnostics } = checkDocument(
		'w.xml',
		`${start}${text} <Log type="INFO" message="m" /></Actions></Workflow>`,
	);
	expect(diagnostics).toMatchObject([
		{
			rule: 'unexpected-text',
			span: { start: start.length, end: start.length + text.length },
		},
	]);
});
