import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generate } from '../../src/generate/generate.ts';
import { constraintsOfTemplate } from '../../src/generate/template.ts';
import { validate } from '../../src/validate/validate.ts';
import { unwritableCharacter } from '../../src/xml/escape.ts';
import { readDocument } from '../../src/xml/read.ts';
import { TEMPLATES } from '../../templates/templates.ts';

const SEED = 20261121;

describe.each(TEMPLATES.map((template) => [template.name, template] as const))(
	'%s',
	(name, template) => {
		const examples = Object.fromEntries(
			template.parameters.flatMap(({ name: parameter, example }) =>
				example === undefined ? [] : [[parameter, example]],
			),
		);

		test('what is committed under workflows/ is what the template emits', async () => {
			const generated = await generate(template);
			if (!generated.ok) throw new Error('not generated');
			for (const { name: file, text } of generated.files) {
				const url = new URL(`../../workflows/${name}/${file}`, import.meta.url);
				expect(readFileSync(url, 'utf8'), `Run "npm run workflows": ${file}`).toBe(text);
			}
		});

		test.each(template.versions)('in %s both documents pass every check', async (version) => {
			const generated = await generate(template, { version, values: examples });
			if (!generated.ok) throw new Error(JSON.stringify(generated.diagnostics));
			const checked = await validate(
				generated.files
					.filter(({ name: file }) => file.endsWith('.xml'))
					.map(({ name: file, text }) => ({ name: file, document: text })),
				{ constraintsOf: () => constraintsOfTemplate(template) },
			);
			expect(checked.map(({ version: found }) => found)).toEqual([version, version]);
			expect(checked.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
		});

		test('every default obeys its own constraint', async () => {
			const defaults = Object.fromEntries(
				template.parameters.map((parameter) => [
					parameter.name,
					parameter.default ?? parameter.example ?? '',
				]),
			);
			expect(await generate(template, { values: defaults })).toMatchObject({ ok: true });
		});

		test('any value comes back from the document, or is refused with a finding', async () => {
			await fc.assert(
				fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), async (query) => {
					const generated = await generate(template, { values: { ...examples, query } });
					if (!generated.ok) {
						expect(generated.diagnostics.length).toBeGreaterThan(0);
						return;
					}
					expect(unwritableCharacter(query)).toBeUndefined();
					const document = generated.files.find(
						({ name: file }) => file === 'parameter-values.xml',
					);
					const values = readDocument(document?.text ?? '').values?.children ?? [];
					const found = values.find(({ attributes }) => attributes.name.value === 'query');
					expect(found?.attributes.value.value).toBe(query);
				}),
				{ seed: SEED, numRuns: 60 },
			);
		});

		test('the runbook names every parameter', async () => {
			const generated = await generate(template);
			if (!generated.ok) throw new Error('not generated');
			const runbook = generated.files.find(({ name: file }) => file === 'README.md')?.text ?? '';
			for (const parameter of template.parameters)
				expect(runbook).toContain(`\`${parameter.name}\``);
		});
	},
);

test('wrong values are refused, each with what to do', async () => {
	const [template] = TEMPLATES;
	if (template === undefined) throw new Error('no template');
	const generated = await generate(template, {
		values: {
			orgID: 'my-org',
			apiToken: ' key ',
			startTime: '1693309396',
			timeZone: 'Europe/Berln',
			pageSize: '5000',
			baseURL: 'api.atlassian.com/',
			quer: 'x',
		},
	});
	if (generated.ok) throw new Error('generated');
	expect(
		generated.diagnostics.map(({ message, help }) => `${message} ${help}`),
	).toMatchInlineSnapshot(`
		[
		  "The workflow has no parameter "quer". Did you mean "query"? It has identifier, orgID, apiToken, query, timeZone, startTime, baseURL, pageSize, pageLimit, lookback, lateness, heartbeat.",
		  "The value of "orgID" (Atlassian Organization ID) is still a placeholder. Put your own value in its place.",
		  "The value of "apiToken" (Atlassian API Token) has white space around it. It came along when the value was copied, and it is sent as part of the value: remove it.",
		  ""timeZone" (Time Zone): "Europe/Berln" is not a time zone. Did you mean "Europe/Berlin"? Use a name of the IANA database, for example UTC, Europe/Berlin or America/New_York.",
		  ""startTime" (Start Time): "1693309396" looks like seconds; milliseconds are needed. Write 1693309396000.",
		  ""baseURL" (Base URL): "api.atlassian.com/" is not the base of a URL. Write scheme and host without a slash at the end, for example https://api.atlassian.com.",
		  ""pageSize" (Page Size): "5000" is not a whole number from 1 to 500. Write digits only: no unit, no separator.",
		]
	`);
});
