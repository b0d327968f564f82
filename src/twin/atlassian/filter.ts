import type { EventFacts } from './eventFacts.ts';
import { messageOf } from './messageOf.ts';
import type { AtlassianProfile } from './profile.ts';

/** What /events is asked to select besides time. Empty lists and absent members select everything. */
export interface EventFilter {
	readonly q?: string;
	readonly action?: string;
	readonly actor?: readonly string[];
	readonly ip?: readonly string[];
	readonly product?: readonly string[];
	readonly location?: readonly { readonly city?: string; readonly countryName?: string }[];
}

/** Whether an event passes. Several values of one filter are alternatives; all filters must hold. */
export function matchesFilter(
	facts: EventFacts,
	filter: EventFilter,
	queryMatch: AtlassianProfile['queryMatch'],
): boolean {
	if (filter.action !== undefined && facts.action.id !== filter.action) return false;
	if (filter.actor !== undefined && !filter.actor.includes(facts.actor.id)) return false;
	if (filter.ip !== undefined && (facts.ip === undefined || !filter.ip.includes(facts.ip)))
		return false;
	if (filter.product !== undefined) {
		const { product } = facts.action;
		if (product === undefined || !filter.product.includes(product)) return false;
	}
	if (filter.location !== undefined && !isAtOneOf(facts, filter.location)) return false;
	return filter.q === undefined || matchesTerm(facts, filter.q, queryMatch);
}

function isAtOneOf(facts: EventFacts, places: NonNullable<EventFilter['location']>): boolean {
	const { place } = facts;
	if (place === undefined || facts.isSystem) return false;
	return places.some(
		(one) =>
			(one.city === undefined || one.city === place.city) &&
			(one.countryName === undefined || one.countryName === place.countryName),
	);
}

/**
 * The single term of `q`, without regard to case, in the user's name, e-mail and id, the action's id and
 * name, the group, the site, the address and the message. An exact term is the whole of one of these, or one
 * of its words.
 */
function matchesTerm(
	facts: EventFacts,
	term: string,
	queryMatch: AtlassianProfile['queryMatch'],
): boolean {
	const wanted = term.trim().toLowerCase();
	return searched(facts).some((text) => {
		const value = text.toLowerCase();
		if (queryMatch === 'contains') return value.includes(wanted);
		return value === wanted || value.split(/\s+/).includes(wanted);
	});
}

function searched(facts: EventFacts): readonly string[] {
	const { actor, action, target } = facts;
	const texts = [actor.name, actor.email, actor.id, action.id, action.displayName];
	if (action.subject === 'userInGroup') texts.push(facts.group);
	if (action.subject === 'userInGroup' || action.subject === 'user')
		texts.push(target.name, target.email, target.id);
	if (action.product !== undefined) texts.push(facts.site.name);
	if (facts.ip !== undefined) texts.push(facts.ip);
	if (facts.hasMessage) texts.push(JSON.parse(`"${messageOf(facts)}"`) as string);
	return texts;
}
