import { expect, test } from 'vitest';
import { createMemoryStore } from '../../src/memory/memoryStore.ts';
import { createRecordingSink } from '../../src/memory/recordingSink.ts';
import { createScriptedHttp } from '../../src/memory/scriptedHttp.ts';
import { createSeededRandom } from '../../src/memory/seededRandom.ts';
import { createVirtualClock } from '../../src/memory/virtualClock.ts';
import { ibmLines } from '../../src/sim/ibmLines.ts';
import { simulate } from '../../src/sim/simulate.ts';
import type { TraceEntry } from '../../src/sim/trace.ts';
import { checkDocument } from '../../src/validate/checkDocument.ts';

const SECRETS = [
	'HunterHunter22',
	'ARRtoken-1234567',
	'SESSIONid-123456',
	'KEYvalue-1234567',
	'MADEUPplace-1234567',
];

const WORKFLOW = `<Workflow name="n" version="1" xmlns="http://qradar.ibm.com/UniversalCloudRESTAPI/Workflow/V2">
	<Parameters><Parameter name="pw" label="Password" /></Parameters>
	<Actions>
		<CallEndpoint url="https://h.example/login" method="POST" savePath="/r">
			<BasicAuthentication username="u" password="\${/pw}" />
		</CallEndpoint>
		<CallEndpoint url="https://h.example/x" method="GET" savePath="/q">
			<BearerAuthentication token="\${/r/body/data/arr[0]}" />
			<RequestHeader name="X-Session" value="\${/r/body/sid}" />
		</CallEndpoint>
		<Merge sourcePath="/r/body/data/obj" targetPath="/dd" />
		<CallEndpoint url="https://h.example/y" method="GET" savePath="/q">
			<BearerAuthentication token="\${/dd/key}" />
		</CallEndpoint>
		<Set path="/name" value="sessionKeyName" />
		<Set path="/kept/\${/name}" value="\${/r/body/data/\${/name}}" />
		<CallEndpoint url="https://h.example/z" method="GET" savePath="/q">
			<BearerAuthentication token="\${/kept/\${/name}}" />
		</CallEndpoint>
	</Actions>
</Workflow>`;

test('what a response gives and a later request sends as a credential is in no trace, however it gets there', async () => {
	const { program } = checkDocument('w.xml', WORKFLOW);
	if (program === undefined) throw new Error('no program');
	const entries: TraceEntry[] = [];
	const [, arr, sid, key, sessionKeyName] = SECRETS;
	const body = JSON.stringify({ sid, data: { arr: [arr], obj: { key }, sessionKeyName } });
	const headers = [['Content-Type', 'application/json']] as const;
	const { runs } = await simulate(program, {
		ports: {
			clock: createVirtualClock(0),
			http: createScriptedHttp(() => ({ status: 200, headers, body })),
			sink: createRecordingSink(),
			store: createMemoryStore(),
			random: createSeededRandom(1),
		},
		parameterValues: new Map([['pw', SECRETS[0] ?? '']]),
		onTrace: (entry) => entries.push(entry),
	});
	expect(runs[0]?.outcome).toBe('ended');
	const lines = entries.flatMap((entry) => ibmLines(entry, { verbose: true }));
	const shown = `${JSON.stringify(entries)}\n${lines.join('\n')}`;
	for (const secret of SECRETS) expect(shown).not.toContain(secret);
	expect(shown).toContain('sessionKeyName');
	expect(entries.length).toBeGreaterThan(5);
});
