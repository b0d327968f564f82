import { expect, test } from 'vitest';
import type { Json } from '../../src/base/json.ts';
import { evaluate } from '../../src/jpath/index.ts';
import type { ScriptedReply } from '../../src/memory/scriptedHttp.ts';
import { ibmLines } from '../../src/sim/ibmLines.ts';
import cases from './authentication.cases.json' with { type: 'json' };
import { outcomeOf, runWorkflow } from './runWorkflow.ts';

interface Case {
	readonly name: string;
	readonly method?: string;
	readonly url?: string;
	/** The content of CallEndpoint. */
	readonly children: string;
	readonly replies: readonly ScriptedReply[];
	readonly requestsMax?: number;
	/** Of each request that was sent: what its Authorization header holds, null for none. */
	readonly authorization: readonly (string | null)[];
	readonly statuses?: Readonly<Record<string, number>>;
	readonly outcome?: string;
	readonly at?: Readonly<Record<string, Json>>;
	readonly notes?: readonly string[];
}

for (const given of cases as unknown as readonly Case[])
	test(given.name, async () => {
		const { method = 'GET', url = 'https://h/e', children, replies, requestsMax } = given;
		const ran = await runWorkflow({
			actions: `<CallEndpoint url="${url}" method="${method}" savePath="/r">${children}</CallEndpoint>`,
			script: replies,
			...(requestsMax === undefined ? {} : { limits: { requestsMax } }),
		});
		expect(outcomeOf(ran)).toBe(given.outcome ?? 'ended');
		const sent = ran.http.requests.map(({ headers }) => headers.find(isAuthorization)?.[1] ?? null);
		expect(sent).toHaveLength(given.authorization.length);
		for (const [index, part] of given.authorization.entries())
			if (part === null) expect(sent[index]).toBeNull();
			else expect(sent[index]).toContain(part);
		for (const [expression, value] of Object.entries(given.at ?? {}))
			expect(evaluate(expression, ran.result.state)).toEqual({ ok: true, value });
		if (given.statuses !== undefined)
			expect(ran.result.totals.requestsByStatus).toEqual(given.statuses);
		expect(ran.result.notes).toEqual(given.notes ?? []);
		expect(ran.trace.filter(({ kind }) => kind === 'response')).toHaveLength(
			Object.values(ran.result.totals.requestsByStatus).reduce((sum, count) => sum + count, 0) -
				(given.requestsMax ?? 0),
		);
	});

function isAuthorization([name]: readonly [string, string]): boolean {
	return name === 'Authorization';
}

test('a nonce of the element is counted from call to call, and from run to run', async () => {
	const ran = await runWorkflow({
		actions: `<Set path="/n" value="0" /><While condition="/n &lt; 2"><Set path="/n" value="\${/n + 1}" />
<CallEndpoint url="https://h/e" method="GET"><DigestAuthentication username="u" password="p" realm="r" nonce="n" qop="auth" /></CallEndpoint></While>`,
		script: () => ({ json: {} }),
		runs: 2,
	});
	const counts = ran.http.requests.map(
		({ headers }) => /nc=(\w+)/.exec(headers.find(isAuthorization)?.[1] ?? '')?.[1],
	);
	expect(counts).toEqual(['00000001', '00000002', '00000003', '00000004']);
});

test('no key, token or signature of any authentication is to be read anywhere', async () => {
	const secrets = [
		'digest-password',
		'akamai-access',
		'akamai-client',
		'akamai-secret',
		'hawk-key',
	];
	const echo = ({ headers }: { headers: readonly (readonly [string, string])[] }) => ({
		json: { echo: headers.find(isAuthorization)?.[1] ?? '' },
	});
	const call = (element: string) =>
		`<CallEndpoint url="https://h/e" method="GET" savePath="/r">${element}</CallEndpoint>`;
	const ran = await runWorkflow({
		actions: [
			call(
				'<DigestAuthentication username="u" password="digest-password" realm="r" nonce="n" qop="auth" />',
			),
			call(
				'<AkamaiEdgeGridAuthentication accessToken="akamai-access" clientToken="akamai-client" clientSecret="akamai-secret" />',
			),
			call('<HawkAuthentication keyId="i" key="hawk-key" algorithm="sha256" />'),
			`<CreateJWTAccessToken savePath="/jwt"><Header><Value name="alg" value="HS256" /></Header><Payload><Value name="a" value="b" /></Payload><Secret value="jwt-secret" /></CreateJWTAccessToken>`,
			'<GenerateHMAC algorithm="SHA256" secretKey="hmac-key" message="m" saveFormat="HEX" savePath="/hmac" />',
			'<Log type="INFO" message="${/jwt}" />',
			'<Abort reason="jwt-secret hmac-key ${/jwt}" />',
		].join('\n'),
		script: echo,
	});
	const shown = [
		...ran.trace.map((entry) => JSON.stringify(entry)),
		...ran.trace.flatMap((entry) => ibmLines(entry, { verbose: true })),
		JSON.stringify(ran.result.runs),
	].join('\n');
	const proofs = ran.http.requests.map(
		({ headers }) =>
			/\b(?:response|signature|mac)="?([^"]+)/.exec(headers.find(isAuthorization)?.[1] ?? '')?.[1],
	);
	expect(proofs.filter((proof) => proof !== undefined)).toHaveLength(3);
	for (const secret of [...secrets, ...proofs, 'jwt-secret', 'hmac-key', 'eyJhbGciOiJIUzI1NiJ9'])
		expect(shown).not.toContain(secret);
});
