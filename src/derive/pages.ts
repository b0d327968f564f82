import { VERSIONS } from '../base/version.ts';
import { DOCUMENT_KEYS } from '../catalog/catalog.ts';
import { SCENARIO_SCHEMA } from '../scenario/scenarioSchema.ts';
import { fidelityReference } from './fidelityReference.ts';
import { jpathReference } from './jpathReference.ts';
import { documentSchema } from './jsonSchema.ts';
import { languageReference } from './languageReference.ts';

/** A file of `docs` that is computed. */
export interface Page {
	/** Relative to `docs`. */
	readonly path: string;
	text(): string;
}

/** Everything in `docs` that is computed from the tables. A test fails when what is committed is stale. */
export const PAGES: readonly Page[] = [
	{ path: 'language.md', text: languageReference },
	{ path: 'jpath.md', text: jpathReference },
	{ path: 'fidelity.md', text: () => fidelityReference() },
	...DOCUMENT_KEYS.flatMap((document) =>
		VERSIONS.map((version) => ({
			path: `schema/${document}.${version}.schema.json`,
			text: () => `${JSON.stringify(documentSchema(document, version), null, '\t')}\n`,
		})),
	),
	{
		path: 'schema/scenario.schema.json',
		text: () => `${JSON.stringify(SCENARIO_SCHEMA, null, '\t')}\n`,
	},
];
