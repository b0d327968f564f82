import { hash, seedFor } from '../random.ts';
import { ACTIONS, type ActionRow } from './actions.ts';
import { GROUPS, PEOPLE, type Person, PLACES, type Place, SITES, SYSTEM_ACTORS } from './people.ts';
import type { Traffic } from './scenario.ts';

/** Who did what to whom and from where: an event before it is put into words. */
export interface EventFacts {
	readonly action: ActionRow;
	readonly actor: Person;
	readonly isSystem: boolean;
	/** Something particular about how the actor came in. */
	readonly means: 'session' | 'none' | 'token' | 'onBehalfOf' | 'app';
	/** The other person, where the action has one. */
	readonly target: Person;
	readonly group: string;
	readonly site: (typeof SITES)[number];
	readonly place: Place | undefined;
	readonly ip: string | undefined;
	/** A number for names of issues, pages, tokens and so on. */
	readonly number: number;
	/** Chance left for the details of its words. */
	readonly roll: number;
	readonly hasContext: boolean;
	readonly hasMessage: boolean;
}

/** Each action as often as its weight says. */
const WEIGHTED: readonly ActionRow[] = ACTIONS.flatMap((action) =>
	Array.from({ length: action.weight }, () => action),
);

/** So many different stories make up all events: enough to look alive, few enough to be kept as text. */
const STORIES = 4096;

/** The facts of the event at a position: the same each time for the same seed, often the very same object. */
export function createEventFacts(
	seed: number,
	traffic: Traffic,
): (index: number, actionId?: string) => EventFacts {
	const key = seedFor(seed, 'facts');
	const stories: (EventFacts | undefined)[] = [];
	return (index, actionId) => {
		const story = hash(key, index >>> 0, Math.floor(index / 0x1_0000_0000)) % STORIES;
		if (actionId !== undefined) return tell(story, actionId);
		const known = stories[story] ?? tell(story);
		stories[story] = known;
		return known;
	};

	function tell(story: number, actionId?: string): EventFacts {
		const first = hash(key, story, STORIES);
		const roll = hash(first, 1, 0);
		const second = hash(first, 2, 0);
		const third = hash(first, 3, 0);
		const isSystem = (first & 0xffff) / 0x1_0000 < traffic.systemActorShare;
		const action = ACTIONS.find((row) => row.id === actionId) ?? pick(WEIGHTED, second & 0xffff);
		const place =
			(third & 0xffff) / 0x1_0000 < traffic.noLocationShare
				? undefined
				: pick(PLACES, third >>> 16);
		const means = roll & 0xff;
		return {
			action,
			actor: isSystem ? pick(SYSTEM_ACTORS, first >>> 16) : pick(PEOPLE, first >>> 16),
			isSystem,
			means:
				isSystem || means > 60
					? 'none'
					: means > 30
						? 'session'
						: means > 14
							? 'token'
							: means > 7
								? 'onBehalfOf'
								: 'app',
			target: pick(PEOPLE, (second >>> 16) & 0xff),
			group: pick(GROUPS, second >>> 24),
			site: pick(SITES, (roll >>> 8) & 0xf),
			place,
			// System actors have at most a continent.
			ip:
				place === undefined || isSystem
					? undefined
					: `${place.network}${1 + ((first ^ second) & 0x7f)}`,
			number: 1 + ((second ^ third) & 0x7fff),
			roll,
			hasContext: ((roll >>> 12) & 0x1f) !== 0,
			hasMessage: ((roll >>> 17) & 0x1f) !== 0,
		};
	}
}

function pick<Item>(items: readonly Item[], chance: number): Item {
	return items[chance % items.length] as Item;
}
