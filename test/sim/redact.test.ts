import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toBase64 } from '../../src/base/bytes.ts';
import { javaUrlEncode } from '../../src/base/urlEncoding.ts';
import { ibmLines } from '../../src/sim/ibmLines.ts';
import { isSecretName, Redactor } from '../../src/sim/redact.ts';
import { type Ran, runWorkflow } from './runWorkflow.ts';

/** Everything that people may read of a run; the events and the State are data. */
function shown({ result, trace }: Ran): string {
	const texts = trace.map((entry) =>
		JSON.stringify(entry.kind === 'post' ? { ...entry, events: entry.events.length } : entry),
	);
	const lines = trace
		.filter(({ kind }) => kind !== 'post')
		.flatMap((entry) => ibmLines(entry, { verbose: true }));
	const { runs, fault, status, totals } = result;
	return [...texts, ...lines, JSON.stringify({ runs, fault, status, totals })].join('\n');
}

const PARAMETERS = `<Parameter name="user" label="User" required="true" />
<Parameter name="password" label="Password" required="true" secret="true" />`;
const PASSWORD = 'p"ä/ss+wörd 42';

describe('secrets of a run are nowhere to be read', () => {
	test('a secret parameter, whatever is made of it', async () => {
		const ran = await runWorkflow({
			parameters: PARAMETERS,
			values: { user: 'someone', password: PASSWORD },
			actions: `<Set path="/copy" value="\${/password}" />
<Set path="/json" value='{"inner": "\${/user}", "a": ["\${url_encode(/password)}"]}' />
<Set path="/header" value="Basic \${base64_encode('\${/user}:\${/password}')}" />
<Set path="/header2" value="\${base64_encode(/password)}" />
<Log type="INFO" message="The password is \${/password}." />
<SetStatus type="WARN" message="\${/password} does not work" />
<CallEndpoint url="https://h/e?p=\${url_encode(/password)}" method="POST" savePath="/r">
	<BasicAuthentication username="\${/user}" password="\${/password}" />
	<QueryParameter name="p" value="\${/password}" />
	<RequestHeader name="X-Any" value="\${/password}" />
	<RequestBody type="application/json" encoding="UTF-8">{"p": "\${/password}"}</RequestBody>
</CallEndpoint>
<If condition="'\${url_encode(/password)}' = 'x'"><ClearStatus /></If>
<Abort reason="No entry with \${/password}" />`,
			script: [{ json: { echo: PASSWORD, at: 'x' } }],
		});
		const text = shown(ran);
		expect(ran.result.runs[0]?.reason).toBe('No entry with ***');
		expect(ran.http.requests[0]?.headers).toContainEqual(['X-Any', PASSWORD]);
		for (const form of [
			PASSWORD,
			JSON.stringify(PASSWORD).slice(1, -1),
			javaUrlEncode(PASSWORD),
			toBase64(new TextEncoder().encode(PASSWORD)),
			toBase64(new TextEncoder().encode(`someone:${PASSWORD}`)),
		])
			expect(text).not.toContain(form);
		expect(text).toContain('someone');
	});

	test('a token out of a response, from the moment it arrives', async () => {
		const token = 'eyJhbGciOi.abcdefghij.0123456789';
		const ran = await runWorkflow({
			actions: `<CallEndpoint url="https://h/login" method="POST" savePath="/login" />
<Log type="INFO" message="got \${/login/body/data/key}" />
<Set path="/session" value="\${/login/body/data}" />
<Set path="/bearer" value="\${/session/key}" />
<CallEndpoint url="https://h/e" method="GET" savePath="/r"><RequestHeader name="Authorization" value="Token \${/bearer}" /></CallEndpoint>`,
			script: [{ json: { data: { key: token, other: 'visible' } } }, { json: { echo: token } }],
		});
		expect(ran.http.requests[1]?.headers).toContainEqual(['Authorization', `Token ${token}`]);
		expect(shown(ran)).not.toContain(token);
		expect(shown(ran)).toContain('visible');
	});

	test('a token that XPath finds, from the moment it arrives', async () => {
		const ran = await runWorkflow({
			actions: `<CallEndpoint url="https://h/login" method="POST" savePath="/login" />
<XPathQuery xmlPath="/login/body" xPathQuery="//token/text()" singleton="true" savePath="/t" />
<CallEndpoint url="https://h/e" method="GET" savePath="/r"><RequestHeader name="Authorization" value="X \${/t}" /></CallEndpoint>`,
			script: [
				{ headers: [['Content-Type', 'text/xml']], body: '<a><token>xml-token-1</token></a>' },
				{ json: { echo: 'xml-token-1' } },
			],
		});
		expect(ran.http.requests[1]?.headers).toEqual([['Authorization', 'X xml-token-1']]);
		expect(shown(ran)).not.toContain('xml-token-1');
	});

	test('a signature, from the moment it is made', async () => {
		const ran = await runWorkflow({
			actions: `<GenerateHMAC algorithm="SHA1" secretKey="Jefe" message="what do ya want for nothing?" saveFormat="HEX" savePath="/made" />
<Log type="INFO" message="made \${/made}" />
<CallEndpoint url="https://h/e" method="GET" savePath="/r"><RequestHeader name="X-Api-Signature" value="\${/made}" /></CallEndpoint>`,
			script: [{ json: { signature: 'ET MALWARE beacon' } }],
		});
		expect(ran.http.requests[0]?.headers[0]?.[1]).toMatch(/^effcdf6ae5eb2fa2d27416d5f184df9c/);
		expect(shown(ran)).not.toContain('effcdf6ae5eb2fa2d27416d5f184df9c');
		expect(shown(ran)).toContain('ET MALWARE beacon');
	});

	test('what has the name of a secret, even where nothing sends it', async () => {
		const ran = await runWorkflow({
			actions: `<CallEndpoint url="https://h/login" method="POST" savePath="/login" />
<Set path="/refresh_token" value="\${/login/body/refresh_token}" />`,
			script: [
				{
					headers: [
						['Content-Type', 'application/json'],
						['Set-Cookie', 'session=cookie-value-1'],
					],
					json: { refresh_token: 'refresh-value-1', next_token: 'cursor-value-1' },
				},
			],
		});
		expect(shown(ran)).not.toMatch(/refresh-value-1|cookie-value-1/);
		expect(shown(ran)).toContain('cursor-value-1');
	});

	test('a secret too short to look for is at least not printed itself', async () => {
		const ran = await runWorkflow({
			parameters: PARAMETERS,
			values: { user: 'abc', password: 'zqj' },
			actions: '<Log type="INFO" message="hello" />',
		});
		expect(shown(ran)).not.toContain('zqj');
	});

	test('the beginning of a secret that a message cuts short', async () => {
		const secret = `s3cr3t-${'0123456789'.repeat(20)}`;
		for (const actions of [
			'<Sleep duration="${/password}" />',
			'<Log type="${/password}" message="x" />',
			'<Set path="/a" value="${/password + 1}" />',
			'<Set path="/${/password}" value="1" /><Set path="/a" value="${/${/password}/x + 1}" />',
			'<ParseDate pattern="yyyy" timeZone="UTC" date="${/password}" savePath="/a" />',
			'<Set path="/a" value="${\'x\' = /password}" /><PostEvents path="/password" source="h" />',
			`<Set path="/a" value='{"pad": "${'x'.repeat(990)}", "p": "\${/password}"}' /><PostEvents path="/a" source="h" />`,
		]) {
			const ran = await runWorkflow({
				parameters: PARAMETERS,
				values: { user: 'someone', password: secret },
				actions,
			});
			expect(ran.result.runs[0]?.outcome, actions).toBe('failed');
			expect(shown(ran), actions).not.toContain('s3cr3t');
		}
	});

	test('but events and the State are data, and stay whole', async () => {
		const ran = await runWorkflow({
			parameters: PARAMETERS,
			values: { user: 'someone', password: 'hunter2hunter2' },
			actions: '<Set path="/e" value="x hunter2hunter2" /><PostEvent path="/e" source="h" />',
		});
		expect(ran.sink.events[0]?.payload).toBe('x hunter2hunter2');
		expect(ran.result.state.password).toBe('hunter2hunter2');
	});
});

test('a secret inside of any Base64 text is found', () => {
	const seed = 7;
	fc.assert(
		fc.property(
			fc.string({ maxLength: 10 }),
			fc.string({ minLength: 8, maxLength: 20, unit: 'grapheme-ascii' }),
			fc.string({ maxLength: 10 }),
			(before, secret, after) => {
				const redactor = new Redactor();
				redactor.add(secret);
				const text = toBase64(new TextEncoder().encode(before + secret + after));
				expect(redactor.redact(text), `seed ${seed}`).toContain('***');
			},
		),
		{ seed },
	);
});

test('names of secrets are told from names of cursors', () => {
	const secret = [
		'Authorization',
		'Cookie',
		'x-api-key',
		'access_token',
		'Netskope-Api-Token',
		'client_secret',
	];
	const open = [
		'next_token',
		'nextPageToken',
		'page-token',
		'Accept',
		'tokens_used',
		'keyboard',
		'password_changed_at',
	];
	expect(secret.filter((name) => !isSecretName(name))).toEqual([]);
	expect(open.filter(isSecretName)).toEqual([]);
});

test('a secret in the name of a header and in a reason phrase', async () => {
	const ran = await runWorkflow({
		parameters: '<Parameter name="password" label="P" secret="true" />',
		values: { password: 'S3cr3tTok3n' },
		actions:
			'<CallEndpoint url="https://h/e" method="GET" savePath="/r"><RequestHeader name="X-${/password}" value="a" /></CallEndpoint>',
		script: [{ status: 500, statusMessage: 'Err S3cr3tTok3n', json: {} }],
	});
	expect(shown(ran)).toContain('Err ***');
	expect(shown(ran)).not.toContain('S3cr3tTok3n');
});

describe('parts of secrets', () => {
	const redactor = new Redactor();
	redactor.add('ATATT3xFfGF0-abcdefghijklmnop-Ünterschied');
	redactor.add(
		'-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEF\n-----END PRIVATE KEY-----',
	);
	redactor.learn('learntTokenOfASession');

	test.each([
		['substring(/t, 0, 8)', 'begins ATATT3xF.', 'begins ***.'],
		['more of the beginning', 'begins ATATT3xFfGF0-ab', 'begins ***'],
		['upper(/t)', 'ATATT3XFFGF0-ABCDEFGHIJKLMNOP-ÜNTERSCHIED', '***'],
		['lower(/t)', 'x atatt3xffgf0-abcdefghijklmnop-ünterschied y', 'x *** y'],
		['a part in the middle', 'is 0-abcdefghijklm !', 'is *** !'],
		[
			'in Base64 in lower case',
			toBase64(utf8('ATATT3xFfGF0-abcdefghijklmnop-Ünterschied')).toLowerCase(),
			'***',
		],
		['a line of a key', 'MIIEvQIBADANBgkqhkiG', '***'],
		['the beginning of what was learnt', 'learntToken', '***'],
		['what every key begins with', '-----BEGIN PRIVATE KEY-----', '-----BEGIN PRIVATE KEY-----'],
		['less than a part', 'abcdefgh and ATATT3x', 'abcdefgh and ATATT3x'],
		['a letter that grows with its case', 'İ ATATT3xFfGF0-abcdefghijklmnop-Ünterschied', 'İ ***'],
	])('%s', (_, text, shown) => {
		expect(redactor.redact(text)).toBe(shown);
	});

	test('dashes of its own do not divide a secret', () => {
		const one = new Redactor(['_AaA----------___A--0-__A0_A-a_-00']);
		expect(one.redact('is aaa----------___a--0-')).toBe('is ***');
	});

	test('property: no part of twelve characters of a parameter, in whatever case, is left', () => {
		const secrets = fc.stringMatching(/^[A-Za-z0-9_-]{20,60}$/);
		fc.assert(
			fc.property(secrets, fc.nat(40), fc.boolean(), fc.string(), (secret, at, isUpper, around) => {
				const one = new Redactor();
				one.add(secret);
				const cut = secret.slice(at % (secret.length - 12));
				const part = isUpper ? cut.toUpperCase() : cut.toLowerCase();
				const shown = one.redact(`${around} ${part} ${around}`).toLowerCase();
				expect(shown).not.toContain(part.toLowerCase().slice(0, 12));
			}),
		);
	});
});

test('a secret in XML and HTML, and in JSON as others write it', () => {
	const redactor = new Redactor(['p&ss<w>"ör/d']);
	for (const text of [
		'<a>p&amp;ss&lt;w&gt;"ör/d</a>',
		'<a>P&#38;SS&#x3c;w&#62;&#34;&#246;r/d</a>',
		'<a>p\\u0026ss\\u003Cw\\u003e\\"\\u00f6r\\/d</a>',
		'<a>p&amp;ss<w>"Ã¶r/d</a>',
		'<a>p%26ss%3Cw%3E%22%F6r%2Fd</a>',
		'<a>p%26ss%3cw%3e%22%c3%b6r/d</a>',
	])
		expect(redactor.redact(text)).toBe('<a>***</a>');
});

test('a secret that query parameters part, however short its parts are', () => {
	const redactor = new Redactor(['a?b#cd']);
	expect(redactor.redactAddress('https://h/e?k=a?b&x=1#cd')).toBe('https://h/e?k=***&x=1#***');
	expect(redactor.redactAddress('https://h/e?k=a?&x=1#cd')).toBe('https://h/e?k=a?&x=1#cd');
});

test('a long text behind an ellipsis takes no longer than another', () => {
	const text = `… ${'a'.repeat(1_000_000)}`;
	expect(new Redactor(['very-secret']).redact(text)).toBe(text);
});

function utf8(text: string): Uint8Array {
	return new TextEncoder().encode(text);
}
