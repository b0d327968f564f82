import type { KnownRow } from '../row.ts';

/** What makes a document valid. Uses are counted over 121 public workflows. */
export const DOCUMENT_ROWS: readonly KnownRow[] = [
	{
		id: 'well-formed-xml',
		evidence: 'documented',
		behaviour:
			'A document is XML in the strict sense: a bare "<" in an attribute, or text before the declaration, is refused.',
		source: 'XML 1.0; eight published files are broken in these ways',
	},
	{
		id: 'namespace-decides-version',
		evidence: 'log',
		behaviour:
			'The namespace decides about the version: a function of V2 is no expression in a V1 document.',
		source: 'issue 111; none of 46 V1 workflows uses one',
	},
	{
		id: 'one-version-for-both-documents',
		evidence: 'log',
		behaviour: 'A workflow and parameter values of different versions are refused together.',
		source: 'issue 289: "Unsupported version"; no published pair mixes versions',
	},
	{
		id: 'children-in-schema-order',
		evidence: 'documented',
		behaviour:
			'The parts of CallEndpoint stand in one order: SSLConfiguration, authentication, QueryParameter, RequestHeader, body.',
		source: 'Workflow-v1.xsd and Workflow-v2.xsd',
	},
	{
		id: 'blocks-not-empty',
		evidence: 'documented',
		behaviour: 'Actions, branches and loops hold at least one action.',
		source: 'IBM "If/ElseIf/Else"; Workflow-v1.xsd and Workflow-v2.xsd',
	},
	{
		id: 'else-follows-if',
		evidence: 'documented',
		behaviour: 'ElseIf and Else stand directly behind If or ElseIf; only comments may lie between.',
		source: 'Workflow-v1.xsd and Workflow-v2.xsd',
	},
	{
		id: 'non-empty-attributes',
		evidence: 'log',
		behaviour: 'Most required attributes may not be empty; a value may.',
		source:
			'pull request 75: cvc-minLength-valid for type nonEmptyString; Workflow-v1.xsd and Workflow-v2.xsd',
	},
	{
		id: 'source-required-before-v2-1',
		evidence: 'observed',
		behaviour: 'PostEvent and PostEvents need a source in V1 and V2, and may leave it out in V2_1.',
		source: 'IBM "PostEvents"; 43 uses without source, all of them V2_1',
	},
	{
		id: 'signing-authentication-since-v2',
		evidence: 'documented',
		behaviour: 'AkamaiEdgeGridAuthentication and HawkAuthentication came with V2.',
		source: 'Workflow-v1.xsd against Workflow-v2.xsd',
	},
	{
		id: 'data-type-since-v2-1',
		evidence: 'documented',
		behaviour: 'Set has dataType from V2_1 on.',
		source: 'IBM "Set"; discussion 263',
	},
	{
		id: 'request-cookie-since-v2-1',
		evidence: 'documented',
		behaviour: 'RequestCookie came with V2_1.',
		source: 'IBM "CallEndpoint"; discussion 263',
	},
	{
		id: 'request-cookie-position',
		evidence: 'inferred',
		behaviour: 'RequestCookie stands between RequestHeader and the body.',
		source: 'the order of the table in IBM "CallEndpoint"; no schema of V2_1 is published',
	},
	{
		id: 'templates-in-words-and-numbers',
		evidence: 'documented',
		behaviour:
			'Attributes that mean a word or a number may be templates, so a wrong word is found by the run, or here as a finding of its own.',
		source: 'Workflow-v2.xsd has them as plain text; method="${/method}" in Duo',
	},
	{
		id: 'values-belong-to-parameters',
		evidence: 'documented',
		behaviour: 'Each Value names a Parameter of the workflow.',
		source: 'IBM "Workflow Parameter Values"',
	},
	{
		id: 'value-may-be-empty',
		evidence: 'documented',
		behaviour: 'The attribute "value" of Value must be there and may be empty.',
		source: 'WorkflowParameterValues-v1.xsd and -v2.xsd',
	},
];
