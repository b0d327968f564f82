/** `npm run workflows`: writes what every template emits into `workflows/`. A test fails when it is stale. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TEMPLATES } from '../../templates/templates.ts';
import { generate } from '../generate/generate.ts';

const FOLDER = fileURLToPath(new URL('../../workflows/', import.meta.url));

for (const template of TEMPLATES) {
	const generated = await generate(template);
	if (!generated.ok)
		throw new Error(generated.diagnostics.map(({ message }) => message).join('\n'));
	const folder = `${FOLDER}${template.name}`;
	mkdirSync(folder, { recursive: true });
	for (const { name, text } of generated.files) {
		writeFileSync(`${folder}/${name}`, text);
		console.log(`wrote workflows/${template.name}/${name}`);
	}
}
