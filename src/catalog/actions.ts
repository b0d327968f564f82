import type { ElementSpec } from './spec.ts';

/** Where an action stores what it made. */
const SAVE_PATH = {
	kind: 'path',
	required: true,
	writes: true,
	doc: 'The path in the State at which the result is stored.',
} as const;

const NONE = { kind: 'none' } as const;
const BLOCK = { kind: 'actions' } as const;

/** IBM's default line-ending expression of Split. Source: Workflow-v1.xsd and Workflow-v2.xsd, splitType. */
const SPLIT_ANY_LINE_END = '(\\r\\n|\\r|\\n)';

/**
 * Every action of the language, in alphabetical order. Names, order of attributes, defaults and requiredness
 * are those of IBM's Workflow-v1.xsd and Workflow-v2.xsd; what V2_1 adds is from the action pages of IBM's
 * documentation, for there is no public V2_1 schema.
 */
export const ACTIONS = {
	Abort: {
		doc: 'Ends the run at once, in error. The reason becomes the error status of the log source.',
		attributes: {
			reason: {
				kind: 'template',
				required: true,
				doc: 'Shown as the error status of the log source.',
			},
			terminate: {
				kind: 'template',
				default: 'false',
				values: ['true', 'false'],
				doc: 'true: do not run again until the service restarts or the log source is edited. For bad credentials, so that no account is locked.',
			},
		},
		content: NONE,
		example: '<Abort reason="The password for ${/user} has expired." terminate="true" />',
	},
	Add: {
		doc: 'Appends a value to an array in the State.',
		attributes: {
			path: { kind: 'path', required: true, writes: true, doc: 'The array.' },
			value: { kind: 'template', required: true, mayBeEmpty: true, doc: 'What to append.' },
		},
		content: NONE,
		example: '<Add path="/tokens" value="${/response/body/token}" />',
		notes: [
			'A missing array is created. Inferred: a published workflow relies on it (IBM MaaS360).',
		],
	},
	CallEndpoint: {
		doc: 'Sends an HTTP request and stores the response: status_code, status_message, headers, body.',
		attributes: {
			url: {
				kind: 'template',
				required: true,
				doc: 'The address, already percent-encoded; query parameters are better given as QueryParameter.',
			},
			method: {
				kind: 'template',
				required: true,
				values: ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'],
				doc: 'The HTTP method.',
			},
			savePath: {
				kind: 'path',
				writes: true,
				doc: 'Where the response is stored. Without it the response is dropped.',
			},
		},
		content: {
			kind: 'sequence',
			parts: [
				{ of: ['SSLConfiguration'], min: 0, max: 1 },
				{
					of: [
						'BasicAuthentication',
						'BearerAuthentication',
						'DigestAuthentication',
						'AkamaiEdgeGridAuthentication',
						'HawkAuthentication',
					],
					min: 0,
					max: 1,
				},
				{ of: ['QueryParameter'], min: 0, max: 'unbounded' },
				{ of: ['RequestHeader'], min: 0, max: 'unbounded' },
				// Assumed: the place of RequestCookie is not published; IBM's table lists it here.
				{ of: ['RequestCookie'], min: 0, max: 'unbounded', movable: true },
				{
					of: ['RequestBody', 'UrlEncodedFormRequestBody', 'XmlRequestBody'],
					min: 0,
					max: 1,
				},
			],
		},
		example: `<CallEndpoint url="https://\${/host}/api/events" method="GET" savePath="/response">
	<BearerAuthentication token="\${/token}" />
	<QueryParameter name="cursor" value="\${/cursor}" omitIfEmpty="true" />
	<RequestHeader name="Accept" value="application/json" />
</CallEndpoint>`,
		notes: [
			'A status other than 2xx is no error: test status_code. Observed in nearly every published workflow.',
			'A connection that fails ends the run in error and cannot be caught. Run logs of IBM issue 283.',
		],
	},
	ClearStatus: {
		doc: 'Clears the information, warning or error status of the log source.',
		attributes: {},
		content: NONE,
		example: '<ClearStatus />',
	},
	Copy: {
		doc: 'Copies a value to another path, replacing what is there.',
		attributes: {
			sourcePath: { kind: 'path', required: true, doc: 'What to copy: a path or a query.' },
			targetPath: { kind: 'path', required: true, writes: true, doc: 'Where to.' },
		},
		content: NONE,
		example: '<Copy sourcePath="/events[@type_id = 4]" targetPath="/interestingEvents" />',
	},
	CreateJWTAccessToken: {
		doc: 'Makes a signed JSON Web Token.',
		attributes: { savePath: SAVE_PATH },
		content: {
			kind: 'sequence',
			parts: [
				{ of: ['Header'], min: 1, max: 1 },
				{ of: ['Payload'], min: 1, max: 1 },
				{ of: ['Secret'], min: 1, max: 1 },
			],
		},
		example: `<CreateJWTAccessToken savePath="/accessToken">
	<Header>
		<Value name="alg" value="HS256" />
		<Value name="typ" value="JWT" />
	</Header>
	<Payload>
		<Value name="iss" value="\${/apiKey}" />
		<Value name="exp" value="\${time() / 1000 + 360}" />
	</Payload>
	<Secret value="\${/apiSecret}" />
</CreateJWTAccessToken>`,
	},
	Delete: {
		doc: 'Removes a value from the State. A path that does not exist is no error.',
		attributes: { path: { kind: 'path', required: true, writes: true, doc: 'What to remove.' } },
		content: NONE,
		example: '<Delete path="/token" />',
	},
	DoWhile: {
		doc: 'Runs its actions, then again for as long as the condition holds.',
		attributes: {
			condition: { kind: 'condition', required: true, doc: 'Tested after each pass.' },
		},
		content: BLOCK,
		example: `<DoWhile condition="/nextPage != null">
	<Set path="/nextPage" value="\${/response/body/next}" />
</DoWhile>`,
	},
	ForEach: {
		doc: 'Runs its actions once for each value of an array; from V2 on, of an object too.',
		attributes: {
			item: {
				kind: 'path',
				required: true,
				writes: true,
				doc: 'Where the current value is stored.',
			},
			items: { kind: 'path', required: true, doc: 'The array or object.' },
		},
		content: BLOCK,
		example: `<ForEach item="/event" items="/response/body/events">
	<PostEvent path="/event" source="\${/host}" />
</ForEach>`,
	},
	FormatDate: {
		doc: 'Writes an instant as text, by a pattern of Java’s DateTimeFormatter.',
		attributes: {
			pattern: {
				kind: 'template',
				required: true,
				syntax: 'date-pattern',
				doc: "A DateTimeFormatter pattern, for example yyyy-MM-dd'T'HH:mm:ss.SSS'Z'.",
			},
			timeZone: {
				kind: 'template',
				syntax: 'time-zone',
				doc: 'A java.time.ZoneId. Always give it: the default is not documented.',
			},
			time: {
				kind: 'template',
				syntax: 'whole-number',
				doc: 'Milliseconds since 1970-01-01T00:00Z; default now.',
			},
			savePath: SAVE_PATH,
		},
		content: NONE,
		example: `<FormatDate pattern="yyyy-MM-dd'T'HH:mm:ss'Z'" timeZone="UTC" time="\${/bookmark}" savePath="/from" />`,
	},
	GenerateHMAC: {
		doc: 'Makes a keyed hash of a message.',
		attributes: {
			algorithm: {
				kind: 'template',
				required: true,
				values: ['MD5', 'SHA1', 'SHA256', 'SHA512'],
				doc: 'The hash.',
			},
			secretKey: {
				kind: 'template',
				required: true,
				mayBeEmpty: true,
				secret: true,
				doc: 'The key, as UTF-8 text.',
			},
			message: { kind: 'template', required: true, mayBeEmpty: true, doc: 'The text to sign.' },
			saveFormat: {
				kind: 'template',
				required: true,
				values: ['BASE64', 'HEX'],
				doc: 'How the result is written; HEX is lower case.',
			},
			savePath: SAVE_PATH,
		},
		content: NONE,
		example:
			'<GenerateHMAC algorithm="SHA256" secretKey="${/secret}" message="${/toSign}" saveFormat="HEX" savePath="/signature" />',
	},
	If: {
		doc: 'Runs its actions when the condition holds. ElseIf and Else may follow directly.',
		attributes: { condition: { kind: 'condition', required: true, doc: 'Tested once.' } },
		content: BLOCK,
		example: `<If condition="/response/status_code = 200">
	<Log type="INFO" message="Success" />
</If>
<ElseIf condition="/response/status_code = 401">
	<Abort reason="Authentication failure" />
</ElseIf>
<Else>
	<Log type="ERROR" message="Status \${/response/status_code}" />
</Else>`,
	},
	Initialize: {
		doc: 'Writes a value to a path unless a value is there already, from this run or an earlier one.',
		attributes: {
			path: { kind: 'path', required: true, writes: true, doc: 'Where to write.' },
			value: { kind: 'template', required: true, mayBeEmpty: true, doc: 'What to write.' },
		},
		content: NONE,
		example: '<Initialize path="/bookmark" value="${time() - 3600000}" />',
	},
	Log: {
		doc: 'Writes a line to the QRadar log.',
		attributes: {
			type: {
				kind: 'template',
				required: true,
				values: ['INFO', 'WARN', 'ERROR', 'DEBUG'],
				doc: 'The level.',
			},
			message: { kind: 'template', required: true, doc: 'The text.' },
		},
		content: NONE,
		example: '<Log type="INFO" message="Fetched ${count(/events)} events." />',
	},
	Merge: {
		doc: 'Appends an array to an array, or adds the members of an object to an object.',
		attributes: {
			sourcePath: { kind: 'path', required: true, doc: 'What to add: a path or a query.' },
			targetPath: { kind: 'path', required: true, writes: true, doc: 'What to add it to.' },
		},
		content: NONE,
		example: '<Merge sourcePath="/events[@type_id = 4]" targetPath="/cumulativeEvents" />',
	},
	ParseDate: {
		doc: 'Reads a date by a pattern of Java’s DateTimeFormatter and stores milliseconds since 1970-01-01T00:00Z.',
		attributes: {
			pattern: {
				kind: 'template',
				required: true,
				syntax: 'date-pattern',
				doc: 'A DateTimeFormatter pattern.',
			},
			timeZone: {
				kind: 'template',
				syntax: 'time-zone',
				doc: 'The zone of a date that carries none; a java.time.ZoneId.',
			},
			date: { kind: 'template', doc: 'The text to read.' },
			savePath: SAVE_PATH,
		},
		content: NONE,
		example: `<ParseDate pattern="yyyy-MM-dd'T'HH:mm:ss[.SSS]'Z'" timeZone="UTC" date="\${/event/time}" savePath="/bookmark" />`,
	},
	PostEvent: {
		doc: 'Sends one value of the State as an event.',
		attributes: {
			path: { kind: 'path', required: true, doc: 'The event.' },
			encoding: {
				kind: 'template',
				default: 'UTF-8',
				values: ['UTF-8', 'BASE64', 'HEX'],
				doc: 'How the event is encoded in the State.',
			},
			source: {
				kind: 'template',
				required: 'V2',
				doc: 'The log source identifier. From V2_1 on optional: the identifier of this log source.',
			},
		},
		content: NONE,
		example: '<PostEvent path="/event" source="${/host}" />',
	},
	PostEvents: {
		doc: 'Sends each element of an array as an event.',
		attributes: {
			path: { kind: 'path', required: true, doc: 'The array of events.' },
			encoding: {
				kind: 'template',
				default: 'UTF-8',
				values: ['UTF-8', 'BASE64', 'HEX'],
				doc: 'How the events are encoded in the State.',
			},
			source: {
				kind: 'template',
				required: 'V2',
				doc: 'The log source identifier. From V2_1 on optional: the identifier of this log source.',
			},
		},
		content: NONE,
		example: '<PostEvents path="/response/body/events" source="${/host}" />',
	},
	RegexCapture: {
		doc: 'Stores what the one group of a Java regular expression captures in the first match.',
		attributes: {
			pattern: {
				kind: 'template',
				required: true,
				syntax: 'capturing-expression',
				doc: 'A java.util.regex pattern with exactly one capturing group.',
			},
			value: { kind: 'template', required: true, doc: 'The text to search.' },
			savePath: SAVE_PATH,
		},
		content: NONE,
		example: '<RegexCapture pattern="id=([0-9]+)" value="${/line}" savePath="/id" />',
	},
	Set: {
		doc: 'Writes a value to a path, replacing what is there.',
		attributes: {
			path: { kind: 'path', required: true, writes: true, doc: 'Where to write.' },
			value: { kind: 'template', required: true, mayBeEmpty: true, doc: 'What to write.' },
			dataType: {
				kind: 'template',
				since: 'V2_1',
				values: ['integer', 'float'],
				doc: 'Store a number instead of text.',
			},
		},
		content: NONE,
		example: '<Set path="/page" value="${/page + 1}" />',
		notes: [
			'A value is stored as text unless it is a JSON object or array. Run log of the Slack connector.',
		],
	},
	SetStatus: {
		doc: 'Sets the status of the log source until ClearStatus or another SetStatus.',
		attributes: {
			type: {
				kind: 'template',
				required: true,
				values: ['INFO', 'WARN', 'ERROR'],
				doc: 'The kind of status.',
			},
			message: { kind: 'template', required: true, doc: 'The text.' },
		},
		content: NONE,
		example: '<SetStatus type="WARN" message="The rate limit is reached." />',
	},
	Sleep: {
		doc: 'Waits.',
		attributes: {
			duration: {
				kind: 'template',
				required: true,
				syntax: 'whole-number',
				doc: 'How long, in milliseconds.',
			},
		},
		content: NONE,
		example: '<Sleep duration="${/retryAfter * 1000}" />',
	},
	Split: {
		doc: 'Splits a text into an array, as Java’s String.split does.',
		attributes: {
			value: { kind: 'template', required: true, doc: 'The text.' },
			delimiter: {
				kind: 'template',
				default: { V1: '\\n', V2: SPLIT_ANY_LINE_END, V2_1: SPLIT_ANY_LINE_END },
				syntax: 'regular-expression',
				doc: 'A java.util.regex pattern.',
			},
			savePath: SAVE_PATH,
		},
		content: NONE,
		example: '<Split value="${/response/body}" delimiter="," savePath="/fields" />',
	},
	While: {
		doc: 'Runs its actions again and again, for as long as the condition holds.',
		attributes: {
			condition: { kind: 'condition', required: true, doc: 'Tested before each pass.' },
		},
		content: BLOCK,
		example: `<While condition="/page &lt; 10">
	<Set path="/page" value="\${/page + 1}" />
</While>`,
	},
	XPathQuery: {
		doc: 'Runs an XPath 1.0 query over XML text in the State.',
		attributes: {
			xmlPath: { kind: 'path', required: true, doc: 'The path of the XML text.' },
			xPathQuery: { kind: 'template', required: true, syntax: 'xpath', doc: 'The query.' },
			singleton: {
				kind: 'template',
				default: 'false',
				values: ['true', 'false'],
				doc: 'true: store one value instead of an array.',
			},
			savePath: SAVE_PATH,
		},
		content: NONE,
		example:
			'<XPathQuery xmlPath="/response/body" xPathQuery="//event/id/text()" savePath="/ids" />',
	},
} as const satisfies Readonly<Record<string, ElementSpec>>;

export type ActionName = keyof typeof ACTIONS;

/** What may follow an If: siblings in the document, branches of the If in the model. */
export const BRANCHES = {
	ElseIf: {
		doc: 'Runs its actions when no branch before it did and the condition holds.',
		attributes: { condition: { kind: 'condition', required: true, doc: 'Tested once.' } },
		content: BLOCK,
	},
	Else: {
		doc: 'Runs its actions when no branch before it did.',
		attributes: {},
		content: BLOCK,
	},
} as const satisfies Readonly<Record<string, ElementSpec>>;
