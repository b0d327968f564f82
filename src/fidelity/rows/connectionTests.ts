import type { KnownRow } from '../row.ts';

/** The Tests section, which `test-connection` runs. */
export const CONNECTION_TEST_ROWS: readonly KnownRow[] = [
	{
		id: 'tests-see-parameters-only',
		evidence: 'inferred',
		behaviour: 'Templates in the Tests section see the parameters and nothing else of the State.',
		source: 'they run before the first collection; issue 14',
	},
	{
		id: 'tests-not-in-runs',
		evidence: 'log',
		behaviour: 'The Tests section is no part of a run.',
		source: 'issue 14; change log of the GEM connectors',
	},
	{
		id: 'test-host-is-bare',
		evidence: 'observed',
		behaviour: 'A host with a scheme, a path or a port in it fails the test.',
		source: 'a bare name in all but 19 uses; no name server knows a name with a scheme',
	},
	{
		id: 'test-port-default',
		evidence: 'documented',
		behaviour: 'Without a port TCPConnectionTest and SSLHandshakeTest use 443.',
		source: 'Workflow-v1.xsd and Workflow-v2.xsd',
	},
	{
		id: 'test-status-default',
		evidence: 'documented',
		behaviour: 'HTTPConnectionThroughProxyTest expects 200 unless told otherwise.',
		source: 'Workflow-v1.xsd and Workflow-v2.xsd; 404 is expected 25 times',
	},
	{
		id: 'test-url-has-scheme',
		evidence: 'inferred',
		behaviour: 'The url of HTTPConnectionThroughProxyTest needs its scheme.',
		source: 'most uses have one; a request without cannot be sent',
	},
];
