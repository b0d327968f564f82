import type { ElementSpec } from './spec.ts';

const NONE = { kind: 'none' } as const;

const NAME = { kind: 'template', required: true, doc: 'The name.' } as const;
const VALUE = { kind: 'template', mayBeEmpty: true, doc: 'The value.' } as const;
const OMIT_IF_EMPTY = {
	kind: 'template',
	mayBeEmpty: true,
	default: 'false',
	values: ['true', 'false'],
	doc: 'true: leave it out when its value renders empty.',
} as const;
const OPTIONAL_TEXT = { kind: 'template', mayBeEmpty: true } as const;
const SECRET = { kind: 'template', required: true, secret: true } as const;

/** The children of CallEndpoint and CreateJWTAccessToken. Source: Workflow-v1.xsd, Workflow-v2.xsd. */
export const REQUEST_PARTS = {
	SSLConfiguration: {
		doc: 'How the TLS connection is made.',
		attributes: {
			protocol: { kind: 'template', default: 'TLSv1.2', doc: 'The TLS protocol.' },
			allowUntrustedServerCertificate: {
				kind: 'template',
				default: 'false',
				values: ['true', 'false'],
				doc: 'true: accept any certificate. Wins over the setting of the log source.',
			},
		},
		content: NONE,
		example: '<SSLConfiguration allowUntrustedServerCertificate="true" />',
	},
	BasicAuthentication: {
		doc: 'Sends a user name and password with the request.',
		attributes: {
			username: { kind: 'template', required: true, doc: 'The user name.' },
			password: { ...SECRET, mayBeEmpty: true, doc: 'The password.' },
		},
		content: NONE,
		example: '<BasicAuthentication username="${/username}" password="${/password}" />',
	},
	BearerAuthentication: {
		doc: 'Sends a bearer token with the request.',
		attributes: { token: { ...SECRET, doc: 'The token.' } },
		content: NONE,
		example: '<BearerAuthentication token="${/token}" />',
	},
	DigestAuthentication: {
		doc: 'Answers an HTTP digest challenge.',
		attributes: {
			username: { kind: 'template', required: true, doc: 'The user name.' },
			password: { ...SECRET, mayBeEmpty: true, doc: 'The password.' },
			realm: { ...OPTIONAL_TEXT, doc: 'The realm, when no challenge is awaited.' },
			nonce: { ...OPTIONAL_TEXT, doc: 'The nonce, when no challenge is awaited.' },
			algorithm: { ...OPTIONAL_TEXT, doc: 'The hash algorithm.' },
			qop: { ...OPTIONAL_TEXT, doc: 'The quality of protection.' },
			cnonce: { ...OPTIONAL_TEXT, doc: 'The client nonce.' },
		},
		content: NONE,
		example: '<DigestAuthentication username="${/publicKey}" password="${/privateKey}" />',
	},
	AkamaiEdgeGridAuthentication: {
		doc: 'Signs the request as Akamai EdgeGrid asks for.',
		since: 'V2',
		attributes: {
			accessToken: { ...SECRET, doc: 'The access token.' },
			clientToken: { ...SECRET, doc: 'The client token.' },
			clientSecret: { ...SECRET, doc: 'The client secret.' },
			baseUrl: { kind: 'template', doc: 'The base URL that the signature covers.' },
		},
		content: NONE,
		example:
			'<AkamaiEdgeGridAuthentication accessToken="${/accessToken}" clientToken="${/clientToken}" clientSecret="${/clientSecret}" />',
	},
	HawkAuthentication: {
		doc: 'Signs the request with Hawk.',
		since: 'V2',
		attributes: {
			keyId: { kind: 'template', required: true, doc: 'The key’s id.' },
			key: { ...SECRET, doc: 'The key.' },
			algorithm: { kind: 'template', required: true, doc: 'sha1 or sha256.' },
			hash: { ...OPTIONAL_TEXT, doc: 'The hash of the payload.' },
			ext: { ...OPTIONAL_TEXT, doc: 'Application data.' },
			app: { ...OPTIONAL_TEXT, doc: 'The application id.' },
			dlg: { ...OPTIONAL_TEXT, doc: 'The delegated-by id.' },
		},
		content: NONE,
		example: '<HawkAuthentication keyId="${/keyId}" key="${/key}" algorithm="sha256" />',
	},
	QueryParameter: {
		doc: 'Adds a query parameter. Name and value are percent-encoded: do not encode them beforehand.',
		attributes: { name: NAME, value: VALUE, omitIfEmpty: OMIT_IF_EMPTY },
		content: NONE,
		example: '<QueryParameter name="from" value="${/bookmark}" omitIfEmpty="true" />',
	},
	RequestHeader: {
		doc: 'Adds a request header.',
		attributes: { name: NAME, value: VALUE, omitIfEmpty: OMIT_IF_EMPTY },
		content: NONE,
		example: '<RequestHeader name="Accept" value="application/json" />',
	},
	RequestCookie: {
		doc: 'Sends a cookie, usually one that an earlier response set.',
		since: 'V2_1',
		attributes: { name: NAME, value: VALUE },
		content: NONE,
		example:
			'<RequestCookie name="${/login/cookies/session/name}" value="${/login/cookies/session/value}" />',
	},
	RequestBody: {
		doc: 'The body of the request: a template, sent as it renders.',
		attributes: {
			type: {
				kind: 'template',
				required: true,
				doc: 'The media type, for example application/json.',
			},
			encoding: { kind: 'template', required: true, doc: 'The character set, for example UTF-8.' },
		},
		content: { kind: 'text' },
		example:
			'<RequestBody type="application/json" encoding="UTF-8">{"since": "${/from}"}</RequestBody>',
	},
	UrlEncodedFormRequestBody: {
		doc: 'The body of the request: an HTML form.',
		attributes: {},
		content: { kind: 'sequence', parts: [{ of: ['FormParameter'], min: 1, max: 'unbounded' }] },
		example: `<UrlEncodedFormRequestBody>
	<Parameter name="grant_type" value="client_credentials" />
</UrlEncodedFormRequestBody>`,
	},
	FormParameter: {
		element: 'Parameter',
		doc: 'One field of the form.',
		attributes: { name: NAME, value: VALUE, omitIfEmpty: OMIT_IF_EMPTY },
		content: NONE,
	},
	XmlRequestBody: {
		doc: 'The body of the request: one XML element, templates in its text and attributes rendered.',
		attributes: {
			type: { kind: 'template', default: 'application/xml', doc: 'The media type.' },
			encoding: { kind: 'template', default: 'UTF-8', doc: 'The character set.' },
		},
		content: { kind: 'any' },
		example: '<XmlRequestBody><login xmlns=""><user>${/user}</user></login></XmlRequestBody>',
	},
	Header: {
		doc: 'The header of the token; alg names the algorithm.',
		attributes: {},
		content: { kind: 'sequence', parts: [{ of: ['TokenValue'], min: 1, max: 'unbounded' }] },
	},
	Payload: {
		doc: 'The claims of the token.',
		attributes: {},
		content: { kind: 'sequence', parts: [{ of: ['TokenValue'], min: 1, max: 'unbounded' }] },
	},
	TokenValue: {
		element: 'Value',
		doc: 'One member of the header or the payload.',
		attributes: {
			name: NAME,
			value: { kind: 'template', required: true, mayBeEmpty: true, doc: 'The value.' },
		},
		content: NONE,
	},
	Secret: {
		doc: 'The key that signs the token: a shared secret, or a private key in PEM or Base64.',
		attributes: { value: { ...SECRET, doc: 'The key.' } },
		content: NONE,
	},
} as const satisfies Readonly<Record<string, ElementSpec>>;
