import { TWIN_FAULT_KINDS } from '../twin/twin.ts';

/** A JSON Schema, as far as this room writes one. */
type Schema = Readonly<Record<string, unknown>>;

/** A span of time with its unit. */
const DURATION_PATTERN = '^\\d{1,9}(?:\\.\\d{1,9})?(?:ms|s|m|h|d)$';

const TEMPLATED = 'May hold ${…}.';

const value: Schema = {
	description: 'The text it must be equal to, or what it must be like.',
	type: ['string', 'number', 'boolean', 'object'],
	properties: {
		regex: { description: 'A Java regular expression that is found in it.', type: 'string' },
		present: {
			description: 'true: it must be there, whatever it is. false: it must not.',
			type: 'boolean',
		},
	},
	additionalProperties: false,
	minProperties: 1,
};

const match: Schema = {
	description: 'What a request must be like. What is left out may be anything.',
	type: 'object',
	properties: {
		method: { description: 'GET, POST and so on.', type: 'string', pattern: '^[A-Za-z-]+$' },
		url: {
			description:
				'A path such as /users/{id}, or a whole address. {id} stands for a part of the path and becomes /request/path/id; * for any characters but a slash, ** for any number of parts.',
			type: 'string',
			minLength: 1,
		},
		host: {
			description: 'The host, with its port where it is not the usual one.',
			type: 'string',
			minLength: 1,
		},
		query: {
			description: 'Query parameters by name. Others may be there too.',
			type: 'object',
			additionalProperties: { $ref: '#/definitions/value' },
		},
		exactQuery: {
			description: 'true: no query parameters but those of "query" may be there.',
			type: 'boolean',
		},
		headers: {
			description: 'Request headers by name, in any case.',
			type: 'object',
			additionalProperties: { $ref: '#/definitions/value' },
		},
		body: {
			description: 'What the body must be like.',
			type: 'object',
			properties: {
				contains: { description: 'A text in it.', type: 'string' },
				regex: { description: 'A Java regular expression that is found in it.', type: 'string' },
				json: {
					description:
						'JSON that it must hold: the members given here, with these values; others may be there too.',
				},
			},
			additionalProperties: false,
			minProperties: 1,
		},
	},
	additionalProperties: false,
};

const BODIES = ['json', 'text', 'xml', 'file', 'base64'] as const;

const reply: Schema = {
	description: 'One answer.',
	type: 'object',
	properties: {
		status: {
			description: `The status code, 200 when left out. With 204 and 304 there is no body. ${TEMPLATED}`,
			type: ['integer', 'string'],
			minimum: 200,
			maximum: 599,
		},
		statusMessage: {
			description: 'The reason phrase, on one line; the usual one when left out.',
			type: 'string',
			pattern: '^[\\t -~\\u0080-\\u00ff]*$',
		},
		headers: {
			description: `Response headers by name; a list for one that comes several times, null for one that must not be added. ${TEMPLATED}`,
			type: 'object',
			additionalProperties: {
				type: ['string', 'number', 'array', 'null'],
				items: { type: 'string' },
			},
		},
		json: {
			description:
				'The body as JSON. Texts in it may hold ${…}; a text that is one ${…} and nothing else becomes its value.',
		},
		text: { description: `The body as text. ${TEMPLATED}`, type: 'string' },
		xml: { description: `The body as XML. ${TEMPLATED}`, type: 'string' },
		file: {
			description: 'A file with the body, in the folder of the scenario or below it.',
			type: 'string',
			minLength: 1,
		},
		base64: { description: 'The bytes of the body in Base64.', type: 'string' },
		verbatim: { description: 'true: ${ in this answer is just text.', type: 'boolean' },
		delay: {
			description: 'How long it takes, with its unit: 250ms, 2s, 1m.',
			type: 'string',
			pattern: DURATION_PATTERN,
		},
		fault: {
			description:
				'timeout: no answer ever comes. reset: the connection is cut. truncated: it is cut in the middle of the body.',
			type: ['string', 'object'],
			if: { type: 'string' },
			then: { enum: ['timeout', 'reset', 'truncated'] },
			properties: {
				kind: { description: 'What went wrong.', type: 'string', enum: [...TWIN_FAULT_KINDS] },
				message: { description: 'What is said of it, in a sentence.', type: 'string' },
				productMessage: {
					description: 'What QRadar says of it, if that is known.',
					type: 'string',
				},
			},
			required: ['kind', 'message'],
			additionalProperties: false,
		},
		set: {
			description:
				'What changes in the state before the answer is made: values by place, such as /state/page. Texts in a value may hold ${…}.',
			type: 'object',
		},
		repeat: {
			description: 'How many times in a row it is given, in a list of replies.',
			type: 'integer',
			minimum: 1,
		},
	},
	additionalProperties: false,
	allOf: [
		{
			description: `Give the body once: as one of ${BODIES.join(', ')}.`,
			not: {
				anyOf: BODIES.flatMap((one, index) =>
					BODIES.slice(index + 1).map((other) => ({ required: [one, other] })),
				),
			},
		},
	],
};

const route: Schema = {
	description: 'What is answered to which requests.',
	type: 'object',
	properties: {
		name: { description: 'What messages call it.', type: 'string' },
		match: { $ref: '#/definitions/match' },
		when: {
			description:
				'A JPath condition besides, over /request, /state, /count and /now: /state/page < 3.',
			type: 'string',
			minLength: 1,
		},
		times: {
			description: 'How many requests it answers; then it matches no more.',
			type: 'integer',
			minimum: 1,
		},
		reply: { $ref: '#/definitions/reply' },
		replies: {
			description: 'Answers one after the other.',
			type: 'array',
			items: { $ref: '#/definitions/reply' },
			minItems: 1,
		},
		then: {
			description:
				'What follows the last of the replies. stay: the last again and again (as when left out). repeat: all from the first. next: the route matches no more.',
			type: 'string',
			enum: ['stay', 'repeat', 'next'],
		},
	},
	additionalProperties: false,
	allOf: [
		{
			description: 'Give either one "reply" or a list of "replies", not both.',
			not: { required: ['reply', 'replies'] },
		},
		{
			description: 'A route needs an answer: add "reply", or "replies" for several.',
			anyOf: [{ required: ['reply'] }, { required: ['replies'] }],
		},
	],
};

const fault: Schema = {
	description: 'An answer given in place of a route’s, to make something go wrong.',
	type: 'object',
	properties: {
		match: { $ref: '#/definitions/match' },
		requests: {
			description: 'Which of the requests that match, counted from 1; all when left out.',
			type: 'array',
			items: { type: 'integer', minimum: 1 },
			minItems: 1,
		},
		every: {
			description: 'Every so many of the requests that match.',
			type: 'integer',
			minimum: 1,
		},
		reply: { $ref: '#/definitions/reply' },
	},
	required: ['reply'],
	additionalProperties: false,
	allOf: [
		{
			description: 'Give either "requests" or "every", not both.',
			not: { required: ['requests', 'every'] },
		},
	],
};

/** The JSON Schema of scenario files, as published in `docs/schema`. */
export const SCENARIO_SCHEMA: Schema = {
	$schema: 'http://json-schema.org/draft-07/schema#',
	title: 'Scenario',
	description:
		'A scripted API for qradar-workflow: requests are answered by the first route that they match.',
	type: 'object',
	properties: {
		$schema: { description: 'Where editors find this schema.', type: 'string' },
		name: { description: 'What messages call it.', type: 'string' },
		description: { description: 'What it is for.', type: 'string' },
		origins: {
			description:
				'The origins that it stands for, such as https://api.example.com. It stands for all when left out.',
			type: ['string', 'array'],
			items: { type: 'string' },
		},
		now: {
			description:
				'When its clock starts, unless --now says otherwise: ISO 8601 or epoch milliseconds.',
			type: ['string', 'integer'],
		},
		seed: {
			description:
				'What decides every random choice of a run, unless --seed says otherwise: a recording has that of its run, so that random texts in requests are the same again.',
			type: 'integer',
			minimum: 0,
		},
		state: { description: 'What /state holds in the beginning.', type: 'object' },
		parameters: {
			description: 'Values for parameters of the workflow that are given none, by name.',
			type: 'object',
			additionalProperties: { type: 'string' },
		},
		events: {
			description:
				'Where answers hold events, so that the simulator can tell which were lost or posted twice.',
			type: 'object',
			properties: {
				array: {
					description:
						'JPath from the body to the events, such as /data; / when the body itself is the list.',
					type: 'string',
					minLength: 1,
				},
				id: {
					description: 'JPath from an event to what tells it from others, such as /id.',
					type: 'string',
					minLength: 1,
				},
			},
			required: ['array', 'id'],
			additionalProperties: false,
		},
		routes: {
			description: 'The first that a request matches answers it.',
			type: 'array',
			items: { $ref: '#/definitions/route' },
		},
		faults: {
			description: 'What goes wrong, before any route is asked.',
			type: 'array',
			items: { $ref: '#/definitions/fault' },
		},
		defaultReply: { $ref: '#/definitions/reply' },
	},
	required: ['routes'],
	additionalProperties: false,
	definitions: { value, match, reply, route, fault },
};
