import { XMLParser } from 'fast-xml-parser';
import type { Library } from './library.ts';
import { processorTime } from './measure.ts';
import { measurePairs, type Pair, type PairFigures } from './pairs.ts';
import { sampleWorkflow } from './sampleWorkflow.ts';

/** Validating workflows of two sizes against a mere look at their XML by the parser that we use too. */
export async function compareValidation(
	{ index }: Library,
	rounds: number,
): Promise<PairFigures[]> {
	const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false });
	const pairs = [3, 480].map((parts): Pair => {
		const document = sampleWorkflow(Array.from({ length: parts }, (_, part) => `part${part}`));
		return {
			name: `a workflow of ${(document.length / 1e3).toLocaleString('en', { maximumSignificantDigits: 2 })} KB`,
			yardstick: '`XMLParser.parse` of fast-xml-parser',
			ours: async () => {
				const [checked] = await index.validate([{ name: 'workflow.xml', document }]);
				if (checked?.diagnostics.length !== 0) throw new Error('The workflow has findings.');
			},
			theirs: () => parser.parse(document),
			pieces: 1,
			calls: Math.ceil(120 / parts),
		};
	});
	return measurePairs(pairs, { rounds, stopwatch: processorTime });
}
