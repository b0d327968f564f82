import jmespath from 'jmespath';
import jsonata from 'jsonata';
import type { Library } from './library.ts';
import { contest, processorTime, repeat, requireSame } from './measure.ts';

/** The same question in three languages. */
interface Query {
	readonly name: string;
	readonly jpath: string;
	readonly jsonata: string;
	readonly jmespath: string;
}

const QUERIES: readonly Query[] = [
	{
		name: 'one member',
		jpath: '/body/items[500]/id',
		jsonata: 'body.items[500].id',
		jmespath: 'body.items[500].id',
	},
	{
		name: 'a member of each of 1,000',
		jpath: '/body/items/id',
		jsonata: 'body.items.id',
		jmespath: 'body.items[*].id',
	},
	{
		name: 'those of 1,000 that match',
		jpath: "/body/items[@type = 'b' and @size > 10]",
		jsonata: "body.items[type = 'b' and size > 10]",
		jmespath: "body.items[?type == 'b' && size > `10`]",
	},
	{
		name: 'how many of 1,000 match',
		jpath: "count(/body/items[@type = 'b'])",
		jsonata: "$count(body.items[type = 'b'])",
		jmespath: "length(body.items[?type == 'b'])",
	},
	{
		name: 'the greatest of 1,000',
		jpath: 'max(/body/items/size)',
		jsonata: '$max(body.items.size)',
		jmespath: 'max(body.items[*].size)',
	},
];

/** Microseconds for one evaluation. */
export interface ExpressionFigures {
	readonly name: string;
	readonly jpath: number;
	readonly jsonata: number;
	readonly jmespath: number;
}

/** Evaluates the same queries over the same data; throws when the answers differ. */
export async function compareExpressions({ jpath }: Library): Promise<ExpressionFigures[]> {
	const items = Array.from({ length: 1000 }, (_, index) => ({
		id: `item-${index}`,
		type: 'abc'[index % 3] ?? '',
		size: (index * 7919) % 1009,
		tags: ['x', 'y'],
	}));
	const state = { body: { items } };
	const figures: ExpressionFigures[] = [];
	for (const query of QUERIES) {
		const compiled = jsonata(query.jsonata);
		const contestants = {
			jpath: () => {
				const result = jpath.evaluate(query.jpath, state);
				return result.ok ? result.value : result.diagnostics;
			},
			jsonata: () => compiled.evaluate(state),
			jmespath: () => jmespath.search(state, query.jmespath),
		};
		await requireSame(query.name, contestants);
		const repeats = 200;
		const measured = await contest(
			{
				jpath: () => repeat(repeats, contestants.jpath),
				jsonata: () => repeat(repeats, contestants.jsonata),
				jmespath: () => repeat(repeats, contestants.jmespath),
			},
			{ rounds: 7, stopwatch: processorTime },
		);
		const each = (milliseconds: number) => (milliseconds * 1000) / repeats;
		figures.push({
			name: query.name,
			jpath: each(measured.jpath),
			jsonata: each(measured.jsonata),
			jmespath: each(measured.jmespath),
		});
	}
	return figures;
}
