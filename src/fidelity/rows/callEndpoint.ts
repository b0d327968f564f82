import type { KnownRow } from '../row.ts';

/** Requests and responses. */
export const CALL_ENDPOINT_ROWS: readonly KnownRow[] = [
	{
		id: 'response-members',
		evidence: 'documented',
		behaviour: 'A response is stored with status_code, status_message, headers and body.',
		source: 'IBM "CallEndpoint"',
	},
	{
		id: 'response-replaces',
		evidence: 'inferred',
		behaviour: 'It replaces everything at savePath.',
		source: 'as Set does',
	},
	{
		id: 'no-save-path',
		evidence: 'documented',
		behaviour: 'Without savePath the response is not kept.',
		source: 'IBM "CallEndpoint"',
	},
	{
		id: 'status-is-no-error',
		evidence: 'observed',
		behaviour: 'A status such as 404 or 500 does not end the run.',
		source: '/…/status_code != 200 is tested in some 120 workflows',
	},
	{
		id: 'methods',
		evidence: 'documented',
		behaviour: 'The method is GET, POST, PUT, DELETE or PATCH.',
		source: 'IBM "CallEndpoint"',
	},
	{
		id: 'json-body',
		evidence: 'documented',
		behaviour: 'A JSON body is stored as its value, any other as text.',
		source: 'IBM "CallEndpoint"; Qualys, Imperva and MaaS360 read text',
	},
	{
		id: 'last-header-wins',
		evidence: 'log',
		behaviour: 'Of a repeated header the last one is kept.',
		source: 'issue 73',
	},
	{
		id: 'query-encoded-once-more',
		evidence: 'log',
		behaviour: 'Query parameters are percent-encoded, so what is encoded already is encoded twice.',
		source: 'change log of the GEM connectors: %7B became %257B',
	},
	{
		id: 'space-is-plus',
		evidence: 'log',
		behaviour: 'A space in a query parameter is sent as "+".',
		source: 'link echoed in the run log of IBM Spectrum Protect Plus',
	},
	{
		id: 'query-joins-address',
		evidence: 'observed',
		behaviour: 'Query parameters join a query that the address has.',
		source: 'Qualys, CrowdStrike; 10 workflows',
	},
	{
		id: 'omit-if-empty',
		evidence: 'observed',
		behaviour: 'omitIfEmpty="true" leaves out what renders to nothing; else "name=" is sent.',
		source: '63 uses',
	},
	{
		id: 'basic-authentication',
		evidence: 'inferred',
		behaviour: 'BasicAuthentication is sent at once, without waiting for a challenge.',
		source: 'a comment in the Vectra workflow; 38 uses',
	},
	{
		id: 'bearer-authentication',
		evidence: 'documented',
		behaviour: 'BearerAuthentication sends "Authorization: Bearer" and the token.',
		source: 'IBM "CallEndpoint"; 57 uses',
	},
	{
		id: 'request-body',
		evidence: 'inferred',
		behaviour: 'RequestBody sends its rendered text, with type and charset as Content-Type.',
		source: 'IBM "CallEndpoint"; 78 uses',
	},
	{
		id: 'own-content-type-wins',
		evidence: 'inferred',
		behaviour: 'A Content-Type that the workflow sets as a header is sent instead.',
		source: 'Apache HttpClient',
	},
	{
		id: 'get-with-body',
		evidence: 'observed',
		behaviour: 'GET may have a body.',
		source: '19 workflows, Vectra Detect among them',
	},
	{
		id: 'form-body',
		evidence: 'documented',
		behaviour: 'UrlEncodedFormRequestBody sends an encoded form.',
		source: 'IBM "CallEndpoint"; 56 uses',
	},
	{
		id: 'xml-request-body',
		evidence: 'observed',
		behaviour: 'XmlRequestBody sends its one element, templates rendered.',
		source: 'MaaS360 and Boomi: 3 uses',
	},
	{
		id: 'response-cookies',
		evidence: 'log',
		behaviour: 'From V2_1 on cookies are stored under their own names, with name and value.',
		source: 'IBM "CallEndpoint"; issue 292',
	},
	{
		id: 'request-cookies',
		evidence: 'documented',
		behaviour: 'RequestCookie sends a cookie.',
		source: 'IBM "CallEndpoint"; discussion 263',
	},
	{
		id: 'body-limit',
		evidence: 'log',
		behaviour:
			'A larger body ends the run: "Body exceeds the currently supported maximum of 100 MB".',
		source: 'issue 22',
	},
	{
		id: 'address-as-java-reads-it',
		evidence: 'inferred',
		behaviour:
			'An address with a character that Java’s URI class refuses ends the run; none is encoded for the author.',
		source: 'recorded from java.net.URI of Java 17',
	},
	{
		id: 'header-characters',
		evidence: 'inferred',
		behaviour:
			'In the value of a header a line break is sent as a space, another character that HTTP cannot carry as "?".',
		source: 'recorded from Apache HttpClient 4.5.14 with HttpCore 4.4.16',
	},
	{
		id: 'client-protocol-exception',
		evidence: 'log',
		behaviour: 'An address with a scheme twice ends the run: "Client Protocol Exception: null".',
		source: 'issue 283; change log of the GEM connectors',
	},
	{
		id: 'connection-failure-ends-run',
		evidence: 'log',
		behaviour: 'A connection that fails ends the run; the language cannot catch it.',
		source: 'issue 283; there is no such element in the schema',
	},
	{
		id: 'workflow-decides-about-trust',
		evidence: 'documented',
		behaviour:
			'allowUntrustedServerCertificate in the workflow wins over the setting of the log source.',
		source: 'IBM "Universal Cloud REST API protocol"; 13 uses',
	},
];
