import {
	type BehaviourOf,
	defaultsOf,
	type FixedQuestion,
	type Switches,
} from '../base/openQuestion.ts';

/**
 * Choices of the interpreter where nobody documents what the product does. The first option of each is the one that
 * fits the evidence best.
 */
export const SIM_SWITCHES = {
	persistOnAbort: {
		number: 'U-9',
		group: 'state',
		question: 'Is the State of an aborted or failed run written to disk?',
		options: [false, true],
		choice: 'No: after a restart a workflow goes on from what the last good run left.',
		evidence:
			'Weak: issue 76 of IBM’s repository reports that a first run stopped by throttling left no bookmark.',
	},
	stateAfterAbort: {
		number: 'U-9',
		group: 'state',
		question: 'Does the run after an aborted or failed one go on from the State of that run?',
		options: ['kept', 'last-saved'],
		choice: 'Yes: it is kept in memory until the next run that ends well is saved.',
		evidence: 'None; the report in issue 76 of IBM’s repository is about the file.',
	},
	persistEvery: {
		number: 'U-9',
		group: 'state',
		question: 'When is the State written to disk?',
		options: ['run', 'action'],
		choice: 'Once, when the run is over and every posted event is safe.',
		evidence: 'None. Run logs show only that a later run reads what an earlier one left.',
	},
	emptyOptionalParameter: {
		number: 'U-10',
		group: 'state',
		question: 'Is an optional parameter with the value "" in the State?',
		options: ['absent', 'empty-text'],
		choice: 'No.',
		evidence:
			'The SecurityBridge workflow tests "exists /port" and tells people to leave the port empty.',
	},
	enumerationCase: {
		number: 'U-19',
		group: 'actions',
		question: 'May INFO be written info?',
		options: ['any', 'exact'],
		choice: 'Yes; a word that is none of those listed ends the run.',
		evidence: 'Four uses of "info" in public workflows.',
	},
	invalidJsonBody: {
		number: 'U-12',
		group: 'callEndpoint',
		question: 'What happens when a response says JSON and is not?',
		options: ['fail', 'text'],
		choice: 'The run fails with the place in the body.',
		evidence: 'None. The product reads JSON with Gson, which throws on such text.',
	},
	untypedJsonBody: {
		number: 'U-12',
		group: 'callEndpoint',
		question: 'Is a body parsed that looks like JSON but has another content type?',
		options: ['parse', 'text'],
		choice: 'Yes, when all of it is a JSON object or array; otherwise it stays text.',
		evidence: 'None; many APIs label JSON as text and public workflows read members of it.',
	},
	emptyBody: {
		number: 'U-12',
		group: 'callEndpoint',
		question: 'What is /response/body after a 204?',
		options: ['missing', 'empty-text', 'null'],
		choice: 'Missing.',
		evidence: 'None. Apache HttpClient has no entity then.',
	},
	bodyCharset: {
		number: 'U-12',
		group: 'callEndpoint',
		question: 'How is a body read that names no character set?',
		options: ['UTF-8', 'ISO-8859-1'],
		choice: 'As UTF-8.',
		evidence: 'None. Apache HttpClient alone would take ISO-8859-1 for text, UTF-8 for JSON.',
	},
	byteOrderMark: {
		group: 'callEndpoint',
		question: 'Does the byte order mark of a body stay in front of its text?',
		options: ['kept', 'removed'],
		choice: 'Yes: the first field of a CSV begins with it, and XPathQuery refuses it.',
		evidence: 'None. Java’s decoder of UTF-8 keeps it (recorded). In front of JSON Gson skips it.',
	},
	queryInUrl: {
		group: 'callEndpoint',
		question: 'Is a query in the address encoded again when query parameters are added to it?',
		options: ['kept', 'encoded-again'],
		choice: 'No: it is sent as it is written.',
		evidence:
			'Public workflows (Qualys, CrowdStrike) write one and it works. Apache’s URIBuilder would decode and encode it.',
	},
	doubleSlash: {
		group: 'callEndpoint',
		question: 'Are two slashes after one another in the path of an address sent as one?',
		options: ['kept', 'single'],
		choice: 'No: the path is sent as it is written.',
		evidence:
			'None. Apache HttpClient 4.5.14 sends one (recorded), older versions send what is written.',
	},
	basicCharset: {
		group: 'callEndpoint',
		question: 'In which character set does BasicAuthentication send name and password?',
		options: ['UTF-8', 'ISO-8859-1', 'US-ASCII'],
		choice: 'In UTF-8.',
		evidence:
			'None. Apache’s BasicScheme takes US-ASCII when it is told nothing, in which other characters become question marks; RFC 7617 leaves the choice open.',
	},
	bareKey: {
		group: 'actions',
		question:
			'May the secret of CreateJWTAccessToken be the Base64 of a key without "-----BEGIN" line?',
		options: ['refused', 'accepted'],
		choice: 'No: the run fails, and says which form is sure to be taken.',
		evidence:
			'IBM’s page speaks of PEM files, as text or in Base64. Java’s PKCS8EncodedKeySpec takes nothing but the bare key.',
	},
	duplicateHeaders: {
		group: 'callEndpoint',
		question: 'Is a request header that is given twice sent twice?',
		options: ['all', 'last'],
		choice: 'Yes, in order.',
		evidence: 'None. Apache HttpClient has addHeader and setHeader.',
	},
	formCharset: {
		group: 'callEndpoint',
		question: 'In which character set are the values of a form encoded?',
		options: ['UTF-8', 'ISO-8859-1'],
		choice: 'In UTF-8; the content type names none.',
		evidence: 'None. Apache’s form entity takes ISO-8859-1 when it is told nothing.',
	},
	xmlBody: {
		group: 'callEndpoint',
		question: 'Does XmlRequestBody get an XML declaration and the namespace it inherits?',
		options: ['as-written', 'as-serialised'],
		choice: 'No: it is sent as it is written, templates rendered.',
		evidence: 'None. Java’s serialiser adds both unless it is told not to.',
	},
	headerNames: {
		number: 'U-13',
		group: 'callEndpoint',
		question: 'Is /response/headers/link found when the server sent "Link"?',
		options: ['any-case', 'exact'],
		choice: 'Yes.',
		evidence: 'IBM’s page shows "Content-Type"; issue 292 shows lower case; authors write both.',
	},
	initializeOverNull: {
		group: 'actions',
		question: 'Does Initialize write where null is?',
		options: [true, false],
		choice: 'Yes.',
		evidence: 'IBM "Initialize" says "if a value exists", and not whether null is one.',
	},
	initializeOverEmptyText: {
		group: 'actions',
		question: 'Does Initialize write where the empty text is?',
		options: [false, true],
		choice: 'No: it is a value.',
		evidence:
			'IBM "Initialize" says "if a value exists"; a maintainer says "only if it’s empty" in pull request 230.',
	},
	storedInV1: {
		number: 'U-21',
		group: 'actions',
		question: 'Do Set, Initialize and Add store a number, true or false as text in V1 too?',
		options: ['text', 'value'],
		choice: 'Yes, as in V2.',
		evidence:
			'None: the run logs of V1 (CyberArk EPM, IBM Spectrum Protect Plus) fit both, for arithmetic takes texts of digits.',
	},
	integerRange: {
		group: 'actions',
		question: 'How great may the number be that Set stores with dataType="integer"?',
		options: ['long', 'int', 'any'],
		choice: 'As great as 64 bits hold; a greater one ends the run.',
		evidence:
			'None. Java reads 64 bits with Long.parseLong, 32 with Integer.parseInt, and any with BigInteger.',
	},
	setBehindEnd: {
		group: 'actions',
		question: 'What does Set do at the index that follows the last of an array?',
		options: ['fail', 'append'],
		choice: 'The run fails, as with every index that the array does not have.',
		evidence: 'None. Gson’s JsonArray.set throws an IndexOutOfBoundsException.',
	},
	missingTarget: {
		number: 'U-8',
		group: 'actions',
		question: 'What do Add and Merge do when there is nothing at the target?',
		options: ['create', 'fail'],
		choice: 'They create it.',
		evidence: 'The MaaS360 workflow adds to an array that nothing initialises.',
	},
	nullTarget: {
		group: 'actions',
		question: 'What do Add and Merge do when there is null at the target?',
		options: ['value', 'missing'],
		choice: 'The run fails: null is neither an array nor an object.',
		evidence: 'None. Gson’s JsonNull is no JsonArray; whether it is asked for one is not known.',
	},
	forEachMember: {
		number: 'U-15',
		group: 'actions',
		question: 'What is the item of a ForEach over an object?',
		options: ['value', 'entry', 'name'],
		choice: 'The value of the member.',
		evidence: 'IBM’s page: "for each value in an array or object".',
	},
	noMatch: {
		group: 'actions',
		question: 'What does RegexCapture store when nothing matches?',
		options: ['null', 'delete'],
		choice: 'null, so that count() is 0 and empty() is true.',
		evidence:
			'The GitHub, XM Cyber and Imperva workflows rely on the old value being gone afterwards.',
	},
	xpathNoNode: {
		group: 'actions',
		question: 'What does XPathQuery store as singleton when nothing is found?',
		options: ['null', 'empty-text'],
		choice: 'null.',
		evidence: 'The Boomi workflow loops until empty() of it is true, which both are.',
	},
	xpathValue: {
		group: 'actions',
		question: 'What does XPathQuery do with count(//event), which is no set of nodes?',
		options: ['keep', 'fail'],
		choice: 'It stores the value as text: alone as singleton, otherwise in an array.',
		evidence: 'None. Java fails when a NodeList is asked of such a query.',
	},
	documentType: {
		group: 'actions',
		question:
			'What does XPathQuery do with XML whose document type declaration has entities or an external part?',
		options: ['refused', 'skipped'],
		choice: 'The run fails.',
		evidence:
			'None. Java reads both, and fetches what is external, unless it is told not to, which is usual for XML of strangers.',
	},
	largeEvent: {
		group: 'events',
		question: 'What becomes of an event that is longer than QRadar’s maximum payload?',
		options: ['keep', 'truncate'],
		choice: 'It is posted whole, and the summary has a note.',
		evidence:
			'No limit is documented for this protocol. QRadar’s system settings take 4,096 to 32,000 bytes for syslog over TCP.',
	},
	negativeSleep: {
		group: 'actions',
		question: 'What does Sleep do with a negative duration?',
		options: ['fail', 'skip'],
		choice: 'The run fails, as Java’s Thread.sleep does.',
		evidence: 'None.',
	},
	defaultTimeZone: {
		number: 'U-11',
		group: 'actions',
		question: 'Which zone have FormatDate and ParseDate without timeZone?',
		options: ['UTC'],
		isOpen: true,
		choice: 'UTC. In the product probably that of the appliance.',
		evidence: 'None.',
	},
	parsedDate: {
		group: 'actions',
		question: 'Does ParseDate store a number or a text?',
		options: ['number', 'text'],
		choice: 'A number.',
		evidence: 'IBM’s page calls it a UNIX timestamp. It shows only where the value is posted.',
	},
} as const satisfies Switches;

/** What is chosen, by the names of the switches. */
export type SimBehaviour = BehaviourOf<typeof SIM_SWITCHES>;

/** The choice that fits the evidence best, of every switch. */
export const DEFAULT_SIM_BEHAVIOUR: SimBehaviour = defaultsOf(SIM_SWITCHES);

/** What is not known either, and where nothing else could be chosen. */
export const SIM_FIXED: readonly FixedQuestion[] = [
	{
		id: 'no-cookie-jar',
		number: 'U-14',
		group: 'callEndpoint',
		question: 'Are cookies carried from one request to the next?',
		choice: 'No: V2_1 introduced RequestCookie for that.',
		evidence: 'IBM discussion 263.',
		fixed: 'With a jar RequestCookie would have had no purpose.',
	},
	{
		id: 'digest-preset',
		group: 'callEndpoint',
		question: 'What do realm and nonce of DigestAuthentication do?',
		choice: 'With both, the request is answered for before a server asks.',
		evidence: 'The schema has the attributes; no public workflow uses them.',
		fixed: 'Nothing else could be done with a nonce that is given.',
	},
	{
		id: 'eps-throttle',
		group: 'events',
		question: 'How does the EPS throttle of the log source slow a run down?',
		choice: 'Not unless one is given: then posting takes as long as the events take.',
		evidence: 'Sibling protocols document 5,000 as default. IBM’s command line tool has none.',
		fixed: 'It is a number of the log source, given with --eps or not given.',
	},
	{
		id: 'set-cookie-header',
		group: 'callEndpoint',
		question: 'Is Set-Cookie among the headers in V2_1, where cookies stand on their own?',
		choice: 'Yes, in both; a cookie has the members name and value.',
		evidence: 'The dump in issue 292 of IBM’s repository shows set-cookie among the headers.',
		fixed: 'A member more in the headers changes no workflow that does not read it.',
	},
	{
		id: 'empty-source',
		group: 'events',
		question: 'What is the source of an event whose template for it gives an empty text?',
		choice: 'The empty text; the summary has a note.',
		evidence:
			'None. The schema forbids an empty attribute, and a template that gives nothing is none.',
		fixed: 'Which log source such events would reach is decided outside of the workflow.',
	},
	{
		id: 'posted-events-stay-posted',
		group: 'events',
		question: 'Are events taken back that an aborted run has posted?',
		choice: 'No.',
		evidence: 'By design of the event pipeline (U-23).',
		fixed: 'The event pipeline takes nothing back.',
	},
];
