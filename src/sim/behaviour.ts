import type { OpenQuestion } from '../base/openQuestion.ts';

/**
 * Choices of the interpreter where nobody documents what the product does. Each has a default, which is
 * the choice that fits the evidence best, and an entry in `SIM_UNKNOWNS` that says why.
 */
export interface SimBehaviour {
	/** Whether the State of a run that did not end well is saved. */
	readonly persistOnAbort: boolean;
	/** What the run after one that did not end well starts from, when the State of that one is not saved. */
	readonly stateAfterAbort: 'kept' | 'last-saved';
	/** When the State is saved: once at the end of a run, or after every action that changed it. */
	readonly persistEvery: 'run' | 'action';
	/** What an optional parameter with an empty value is. */
	readonly emptyOptionalParameter: 'absent' | 'empty-text';
	/** How words such as `INFO` are compared. */
	readonly enumerationCase: 'any' | 'exact';
	/** What a response with a JSON content type does whose body is not JSON. */
	readonly invalidJsonBody: 'fail' | 'text';
	/** What a body is that looks like JSON under another content type. */
	readonly untypedJsonBody: 'parse' | 'text';
	/** What `body` is when the response has none. */
	readonly emptyBody: 'missing' | 'empty-text' | 'null';
	/** The character set of a body that names none and is not JSON. */
	readonly bodyCharset: 'UTF-8' | 'ISO-8859-1';
	/** What becomes of a query that the address has already when query parameters are added to it. */
	readonly queryInUrl: 'kept' | 'encoded-again';
	/** Whether a request header that is given twice is sent twice. */
	readonly duplicateHeaders: 'all' | 'last';
	/** The character set of a form's values. */
	readonly formCharset: 'UTF-8' | 'ISO-8859-1';
	/** How XmlRequestBody is written: as in the document, or as Java's serialiser writes an element. */
	readonly xmlBody: 'as-written' | 'as-serialised';
	/** Whether the case of a header's name matters in `/response/headers/name`. */
	readonly headerNames: 'any-case' | 'exact';
	/** What Add and Merge do when there is nothing at their target. */
	readonly missingTarget: 'create' | 'fail';
	/** What null is as the target of Add or Merge: a value of the wrong kind, or nothing. */
	readonly nullTarget: 'value' | 'missing';
	/** What ForEach stores for a member of an object. */
	readonly forEachMember: 'value' | 'entry' | 'name';
	/** What RegexCapture stores when nothing matches. */
	readonly noMatch: 'null' | 'delete';
	/** What XPathQuery with `singleton` stores when nothing is found. */
	readonly xpathNoNode: 'null' | 'empty-text';
	/** What XPathQuery does with a query that gives a text, a number or a truth value instead of nodes. */
	readonly xpathValue: 'keep' | 'fail';
	/** What becomes of an event that is longer than QRadar may take. */
	readonly largeEvent: 'keep' | 'truncate';
	/** What Sleep does with a negative duration. */
	readonly negativeSleep: 'fail' | 'skip';
	/** The zone of FormatDate and ParseDate without `timeZone`. */
	readonly defaultTimeZone: string;
	/** What ParseDate stores. */
	readonly parsedDate: 'number' | 'text';
}

export const DEFAULT_SIM_BEHAVIOUR: SimBehaviour = {
	persistOnAbort: false,
	stateAfterAbort: 'kept',
	persistEvery: 'run',
	emptyOptionalParameter: 'absent',
	enumerationCase: 'any',
	invalidJsonBody: 'fail',
	untypedJsonBody: 'parse',
	emptyBody: 'missing',
	bodyCharset: 'UTF-8',
	queryInUrl: 'kept',
	duplicateHeaders: 'all',
	formCharset: 'UTF-8',
	xmlBody: 'as-written',
	headerNames: 'any-case',
	missingTarget: 'create',
	nullTarget: 'value',
	forEachMember: 'value',
	noMatch: 'null',
	xpathNoNode: 'null',
	xpathValue: 'keep',
	largeEvent: 'keep',
	negativeSleep: 'fail',
	defaultTimeZone: 'UTC',
	parsedDate: 'number',
};

/** Every open question of this room, for the table of what the simulator assumes. */
export const SIM_UNKNOWNS: readonly OpenQuestion<keyof SimBehaviour>[] = [
	{
		id: 'U-9',
		key: 'persistOnAbort',
		question: 'Is the State of an aborted or failed run written to disk?',
		options: [true, false],
		choice: 'No: after a restart a workflow goes on from what the last good run left.',
		evidence:
			'Weak: issue 76 of IBM’s repository reports that a first run stopped by throttling left no bookmark.',
	},
	{
		id: 'U-9',
		key: 'stateAfterAbort',
		question: 'Does the run after an aborted or failed one go on from the State of that run?',
		options: ['kept', 'last-saved'],
		choice: 'Yes: it is kept in memory until the next run that ends well is saved.',
		evidence: 'None; the report in issue 76 of IBM’s repository is about the file.',
	},
	{
		id: 'U-9',
		key: 'persistEvery',
		question: 'When is the State written to disk?',
		options: ['run', 'action'],
		choice: 'Once, when the run is over and every posted event is safe.',
		evidence: 'None. Run logs show only that a later run reads what an earlier one left.',
	},
	{
		id: 'U-10',
		key: 'emptyOptionalParameter',
		question: 'Is an optional parameter with the value "" in the State?',
		options: ['absent', 'empty-text'],
		choice: 'No.',
		evidence:
			'The SecurityBridge workflow tests "exists /port" and tells people to leave the port empty.',
	},
	{
		id: 'U-19',
		key: 'enumerationCase',
		question: 'May INFO be written info?',
		options: ['any', 'exact'],
		choice: 'Yes; a word that is none of those listed ends the run.',
		evidence: 'Four uses of "info" in public workflows.',
	},
	{
		id: 'U-12',
		key: 'invalidJsonBody',
		question: 'What happens when a response says JSON and is not?',
		options: ['fail', 'text'],
		choice: 'The run fails with the place in the body.',
		evidence: 'None. The product reads JSON with Gson, which throws on such text.',
	},
	{
		id: 'U-12',
		key: 'untypedJsonBody',
		question: 'Is a body parsed that looks like JSON but has another content type?',
		options: ['parse', 'text'],
		choice: 'Yes, when all of it is a JSON object or array; otherwise it stays text.',
		evidence: 'None; many APIs label JSON as text and public workflows read members of it.',
	},
	{
		id: 'U-12',
		key: 'emptyBody',
		question: 'What is /response/body after a 204?',
		options: ['missing', 'empty-text', 'null'],
		choice: 'Missing.',
		evidence: 'None. Apache HttpClient has no entity then.',
	},
	{
		id: 'U-12',
		key: 'bodyCharset',
		question: 'How is a body read that names no character set?',
		options: ['UTF-8', 'ISO-8859-1'],
		choice: 'As UTF-8.',
		evidence: 'None. Apache HttpClient alone would take ISO-8859-1 for text, UTF-8 for JSON.',
	},
	{
		id: 'query-in-url',
		key: 'queryInUrl',
		question: 'Is a query in the address encoded again when query parameters are added to it?',
		options: ['kept', 'encoded-again'],
		choice: 'No: it is sent as it is written.',
		evidence:
			'Public workflows (Qualys, CrowdStrike) write one and it works. Apache’s URIBuilder would decode and encode it.',
	},
	{
		id: 'duplicate-headers',
		key: 'duplicateHeaders',
		question: 'Is a request header that is given twice sent twice?',
		options: ['all', 'last'],
		choice: 'Yes, in order.',
		evidence: 'None. Apache HttpClient has addHeader and setHeader.',
	},
	{
		id: 'form-charset',
		key: 'formCharset',
		question: 'In which character set are the values of a form encoded?',
		options: ['UTF-8', 'ISO-8859-1'],
		choice: 'In UTF-8; the content type names none.',
		evidence: 'None. Apache’s form entity takes ISO-8859-1 when it is told nothing.',
	},
	{
		id: 'xml-body',
		key: 'xmlBody',
		question: 'Does XmlRequestBody get an XML declaration and the namespace it inherits?',
		options: ['as-written', 'as-serialised'],
		choice: 'No: it is sent as it is written, templates rendered.',
		evidence: 'None. Java’s serialiser adds both unless it is told not to.',
	},
	{
		id: 'U-13',
		key: 'headerNames',
		question: 'Is /response/headers/link found when the server sent "Link"?',
		options: ['any-case', 'exact'],
		choice: 'Yes.',
		evidence: 'IBM’s page shows "Content-Type"; issue 292 shows lower case; authors write both.',
	},
	{
		id: 'U-8',
		key: 'missingTarget',
		question: 'What do Add and Merge do when there is nothing at the target?',
		options: ['create', 'fail'],
		choice: 'They create it.',
		evidence: 'The MaaS360 workflow adds to an array that nothing initialises.',
	},
	{
		id: 'null-target',
		key: 'nullTarget',
		question: 'What do Add and Merge do when there is null at the target?',
		options: ['value', 'missing'],
		choice: 'The run fails: null is neither an array nor an object.',
		evidence: 'None. Gson’s JsonNull is no JsonArray; whether it is asked for one is not known.',
	},
	{
		id: 'U-15',
		key: 'forEachMember',
		question: 'What is the item of a ForEach over an object?',
		options: ['value', 'entry', 'name'],
		choice: 'The value of the member.',
		evidence: 'IBM’s page: "for each value in an array or object".',
	},
	{
		id: 'regex-no-match',
		key: 'noMatch',
		question: 'What does RegexCapture store when nothing matches?',
		options: ['null', 'delete'],
		choice: 'null, so that count() is 0 and empty() is true.',
		evidence:
			'The GitHub, XM Cyber and Imperva workflows rely on the old value being gone afterwards.',
	},
	{
		id: 'xpath-no-node',
		key: 'xpathNoNode',
		question: 'What does XPathQuery store as singleton when nothing is found?',
		options: ['null', 'empty-text'],
		choice: 'null.',
		evidence: 'The Boomi workflow loops until empty() of it is true, which both are.',
	},
	{
		id: 'xpath-value',
		key: 'xpathValue',
		question: 'What does XPathQuery do with count(//event), which is no set of nodes?',
		options: ['keep', 'fail'],
		choice: 'It stores the value as text: alone as singleton, otherwise in an array.',
		evidence: 'None. Java fails when a NodeList is asked of such a query.',
	},
	{
		id: 'large-event',
		key: 'largeEvent',
		question: 'What becomes of an event that is longer than QRadar’s maximum payload?',
		options: ['keep', 'truncate'],
		choice: 'It is posted whole, and the summary has a note.',
		evidence:
			'No limit is documented for this protocol. QRadar’s system settings take 4,096 to 32,000 bytes for syslog over TCP.',
	},
	{
		id: 'sleep-negative',
		key: 'negativeSleep',
		question: 'What does Sleep do with a negative duration?',
		options: ['fail', 'skip'],
		choice: 'The run fails, as Java’s Thread.sleep does.',
		evidence: 'None.',
	},
	{
		id: 'U-11',
		key: 'defaultTimeZone',
		question: 'Which zone have FormatDate and ParseDate without timeZone?',
		options: [],
		choice: 'UTC. In the product probably that of the appliance.',
		evidence: 'None.',
	},
	{
		id: 'parsedate-type',
		key: 'parsedDate',
		question: 'Does ParseDate store a number or a text?',
		options: ['number', 'text'],
		choice: 'A number.',
		evidence: 'IBM’s page calls it a UNIX timestamp. It shows only where the value is posted.',
	},
	{
		id: 'U-14',
		key: undefined,
		question: 'Are cookies carried from one request to the next?',
		options: [],
		choice: 'No: V2_1 introduced RequestCookie for that.',
		evidence: 'IBM discussion 263.',
	},
	{
		id: 'digest-preset',
		key: undefined,
		question: 'What do realm and nonce of DigestAuthentication do?',
		options: [],
		choice: 'With both, the request is answered for before a server asks.',
		evidence: 'The schema has the attributes; no public workflow uses them.',
	},
	{
		id: 'eps-throttle',
		key: undefined,
		question: 'How does the EPS throttle of the log source slow a run down?',
		options: [],
		choice: 'Not unless one is given: then posting takes as long as the events take.',
		evidence: 'Sibling protocols document 5,000 as default. IBM’s command line tool has none.',
	},
	{
		id: 'set-cookie-header',
		key: undefined,
		question: 'Is Set-Cookie among the headers in V2_1, where cookies stand on their own?',
		options: [],
		choice: 'Yes, in both; a cookie has the members name and value.',
		evidence: 'The dump in issue 292 of IBM’s repository shows set-cookie among the headers.',
	},
	{
		id: 'empty-source',
		key: undefined,
		question: 'What is the source of an event whose template for it gives an empty text?',
		options: [],
		choice: 'The empty text; the summary has a note.',
		evidence:
			'None. The schema forbids an empty attribute, and a template that gives nothing is none.',
	},
	{
		id: 'abort-resume',
		key: undefined,
		question: 'Are events taken back that an aborted run has posted?',
		options: [],
		choice: 'No.',
		evidence: 'By design of the event pipeline (U-23).',
	},
];
