import type { ElementSpec } from './spec.ts';

const NONE = { kind: 'none' } as const;
const HOST = {
	kind: 'template',
	required: true,
	doc: 'A bare host name: no scheme, no path.',
} as const;
const PORT = { kind: 'template', default: '443', doc: 'The port.' } as const;

/** The Tests section. Run by the log source's Test button, never as part of a run. */
export const CONNECTION_TESTS = {
	DNSResolutionTest: {
		doc: 'Resolves a host name.',
		attributes: { host: HOST },
		content: NONE,
		example: '<DNSResolutionTest host="${/host}" />',
	},
	HTTPConnectionThroughProxyTest: {
		doc: 'Requests an address, through the proxy when one is set, and compares the status.',
		attributes: {
			url: { kind: 'template', required: true, doc: 'The address, with its scheme.' },
			expectedResponseStatus: {
				kind: 'template',
				default: '200',
				doc: 'The status that means success.',
			},
		},
		content: NONE,
		example:
			'<HTTPConnectionThroughProxyTest url="https://${/host}" expectedResponseStatus="404" />',
	},
	SSLHandshakeTest: {
		doc: 'Makes a TLS connection and checks the certificate.',
		attributes: { host: HOST, port: PORT },
		content: NONE,
		example: '<SSLHandshakeTest host="${/host}" />',
	},
	TCPConnectionTest: {
		doc: 'Opens a TCP connection.',
		attributes: { host: HOST, port: PORT },
		content: NONE,
		example: '<TCPConnectionTest host="${/host}" port="443" />',
	},
} as const satisfies Readonly<Record<string, ElementSpec>>;

export type ConnectionTestName = keyof typeof CONNECTION_TESTS;

/** The two documents and what stands directly in them. Source: the four published XSDs. */
export const DOCUMENTS = {
	Workflow: {
		doc: 'A program that collects events from a REST API.',
		attributes: {
			name: { kind: 'text', required: true, doc: 'The name of the workflow.' },
			description: { kind: 'text', mayBeEmpty: true, doc: 'What it is for.' },
			version: { kind: 'text', required: true, doc: 'The author’s version of the workflow.' },
			minimumRecurrence: {
				kind: 'text',
				default: '0',
				doc: 'The shortest recurrence, in seconds, that a log source may use with it.',
			},
		},
		content: {
			kind: 'sequence',
			parts: [
				{ of: ['Parameters'], min: 0, max: 1 },
				{ of: ['Actions'], min: 1, max: 1 },
				{ of: ['Tests'], min: 0, max: 1 },
			],
		},
	},
	Parameters: {
		doc: 'The parameters that the log source must or may give.',
		attributes: {},
		content: { kind: 'sequence', parts: [{ of: ['Parameter'], min: 1, max: 'unbounded' }] },
	},
	Parameter: {
		doc: 'One parameter. Its value is text and stands in the State under its name.',
		attributes: {
			name: { kind: 'text', required: true, doc: 'The name, read as /name.' },
			label: { kind: 'text', required: true, doc: 'The name shown to people.' },
			description: { kind: 'text', mayBeEmpty: true, doc: 'What it is for.' },
			required: { kind: 'boolean', default: 'false', doc: 'Whether a value must be given.' },
			secret: { kind: 'boolean', default: 'false', doc: 'Whether the value is stored encrypted.' },
			default: { kind: 'text', mayBeEmpty: true, doc: 'The value when none is given.' },
		},
		content: NONE,
	},
	Actions: {
		doc: 'The program: actions run in the order of the document.',
		attributes: {},
		content: { kind: 'actions' },
	},
	Tests: {
		doc: 'What the Test button of the log source checks.',
		attributes: {},
		content: {
			kind: 'sequence',
			parts: [
				{
					of: [
						'DNSResolutionTest',
						'HTTPConnectionThroughProxyTest',
						'SSLHandshakeTest',
						'TCPConnectionTest',
					],
					min: 1,
					max: 'unbounded',
				},
			],
		},
	},
	WorkflowParameterValues: {
		doc: 'The values of a workflow’s parameters.',
		attributes: {},
		content: { kind: 'sequence', parts: [{ of: ['Value'], min: 0, max: 'unbounded' }] },
	},
	Value: {
		doc: 'The value of one parameter.',
		attributes: {
			name: { kind: 'text', required: true, doc: 'The parameter’s name.' },
			value: { kind: 'text', required: true, mayBeEmpty: true, doc: 'Its value.' },
		},
		content: NONE,
	},
} as const satisfies Readonly<Record<string, ElementSpec>>;
