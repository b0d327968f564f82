import type { KnownRow } from '../row.ts';

/** What happens between a request and its answer; its cases are sent to servers of their own. */
export const NETWORK_ROWS: readonly KnownRow[] = [
	{
		id: 'redirects-followed',
		evidence: 'inferred',
		behaviour:
			'A GET follows redirects, and every method follows 303, with a GET without body. Other redirects are the answer.',
		source: 'Apache HttpClient 4, DefaultRedirectStrategy',
	},
	{
		id: 'redirect-without-address',
		evidence: 'inferred',
		behaviour: 'A redirect without Location ends the run, but for 302, which is the answer then.',
		source: 'Apache HttpClient 4, DefaultRedirectStrategy',
	},
	{
		id: 'redirects-in-a-circle',
		evidence: 'inferred',
		behaviour: 'A redirect to where one led already ends the run, and so does the 51st.',
		source: 'Apache HttpClient 4, RequestConfig: no circular redirects, 50 at most',
	},
	{
		id: 'closed-connection-again',
		evidence: 'inferred',
		behaviour:
			'A GET or DELETE whose connection is closed without an answer is sent again, three times at most.',
		source: 'Apache HttpClient 4, DefaultHttpRequestRetryHandler',
	},
	{
		id: 'headers-of-the-client',
		evidence: 'inferred',
		behaviour: 'User-Agent and Accept-Encoding are sent unless the workflow sends its own.',
		source: 'Apache HttpClient 4, default interceptors; its exact version is not known',
	},
	{
		id: 'own-length-refused',
		evidence: 'inferred',
		behaviour: 'A Content-Length that the workflow sets for a body ends the run.',
		source: 'Apache HttpClient 4, RequestContent; no public workflow sets one',
	},
	{
		id: 'packed-body',
		evidence: 'observed',
		behaviour: 'A body packed with gzip or deflate is unpacked.',
		source: 'the TrendMicro workflow asks for gzip and deflate and reads JSON',
	},
	{
		id: 'headers-of-packed-body',
		evidence: 'inferred',
		behaviour:
			'Content-Encoding, Content-Length and Content-MD5 of a body that was unpacked are not among the headers.',
		source: 'recorded from Apache HttpClient 4.5.14',
	},
	{
		id: 'redirect-address',
		evidence: 'inferred',
		behaviour:
			'Of several Locations the first counts, and one that Java’s URI class does not read ends the run.',
		source: 'recorded from Apache HttpClient 4.5.14',
	},
	{
		id: 'tls-names',
		evidence: 'inferred',
		behaviour:
			'SSLConfiguration knows the names of Java; what is older than TLSv1.2 is switched off.',
		source: 'SSLContext.getInstance of Java 17, jdk.tls.disabledAlgorithms',
	},
];
