import type { EventFacts } from './eventFacts.ts';
import { flat, inJson, tokenId } from './jsonText.ts';
import { messageOf } from './messageOf.ts';
import type { AtlassianProfile } from './profile.ts';
import { containerOf, contextOf } from './surroundings.ts';

/** What an event's text needs besides its facts. */
export interface EventPlace {
	readonly id: string;
	readonly timeMs: number;
	/** Given for events-stream only: /events does not print it. */
	readonly processedAtMs: number | undefined;
}

/**
 * The JSON text of one event. Shapes as in public samples of the API (elastic/integrations atlassian_cloud,
 * hashicorp-forge/grove, Sumo Logic, Panther); the values are invented. Written by hand because a simulation
 * of a million events spends its time here.
 */
export function createEventRenderer(options: {
	readonly orgId: string;
	readonly timeFraction: AtlassianProfile['timeFraction'];
}): (facts: EventFacts, place: EventPlace) => string {
	const { orgId } = options;
	const happened = createInstantPrinter(options.timeFraction);
	const processedAt = createInstantPrinter(options.timeFraction);
	const self = `https://api.atlassian.com/admin/v1/orgs/${orgId}/events/`;

	/** All of the text that does not say which event it is: what lies before and behind the second id. */
	const told = new WeakMap<EventFacts, readonly [before: string, behind: string]>();
	const tell = (facts: EventFacts): readonly [before: string, behind: string] => {
		const context = facts.hasContext ? contextOf(facts, orgId) : '[]';
		const format = (facts.roll & 0x0f00_0000) === 0 ? 'text/plain' : 'simple';
		const message = facts.hasMessage
			? `,"message":{"content":"${messageOf(facts)}","format":"${format}"}`
			: '';
		const texts = [
			flat(
				`","action":"${facts.action.id}",${actorOf(facts)},"context":${context}` +
					`${containerOf(facts, orgId)}${locationOf(facts)}},"links":{"self":"${self}`,
			),
			flat(`"}${message}}`),
		] as const;
		told.set(facts, texts);
		return texts;
	};

	return (facts, { id, timeMs, processedAtMs }) => {
		const [before, behind] = told.get(facts) ?? tell(facts);
		const processed = processedAtMs === undefined ? '' : '","processedAt":"';
		const instant = processedAtMs === undefined ? '' : processedAt(processedAtMs);
		const time = happened(timeMs);
		return `{"type":"events","id":"${id}","attributes":{"time":"${time}${processed}${instant}${before}${id}${behind}`;
	};
}

/** Instants as the API prints them. Remembers the last minute, because events come in order. */
function createInstantPrinter(
	fraction: AtlassianProfile['timeFraction'],
): (timeMs: number) => string {
	let minute = Number.NaN;
	let prefix = '';
	return (timeMs) => {
		const ofEpoch = Math.floor(timeMs / 60_000);
		if (ofEpoch !== minute) {
			minute = ofEpoch;
			prefix = flat(new Date(ofEpoch * 60_000).toISOString().slice(0, -7));
		}
		const inMinute = timeMs - ofEpoch * 60_000;
		const second = Math.floor(inMinute / 1000);
		const millisecond = inMinute - second * 1000;
		const seconds = SECONDS[second] ?? '';
		if (millisecond === 0 && fraction === 'instant') return `${prefix}${seconds}Z`;
		const digits = FRACTIONS[millisecond] ?? '';
		if (fraction !== 'micros') return prefix + (seconds + digits);
		const micros = (timeMs % 997).toString().padStart(3, '0');
		return `${prefix}${seconds}${digits.slice(0, -1)}${micros}Z`;
	};
}

/** `00` to `59`. */
const SECONDS = Array.from({ length: 60 }, (_, second) => second.toString().padStart(2, '0'));

/** `.000Z` to `.999Z`. */
const FRACTIONS = Array.from(
	{ length: 1000 },
	(_, millisecond) => `.${millisecond.toString().padStart(3, '0')}Z`,
);

function actorOf(facts: EventFacts): string {
	const { actor } = facts;
	const who = `"actor":{"id":"${actor.id}","name":"${inJson(actor.name)}","email":"${actor.email}"`;
	if (facts.isSystem) return `${who},"picture":null,"links":{}}`;
	return (
		`${who}${meansOf(facts)},"links":{"alt":"https://admin.atlassian.com/s/${facts.site.id}/users/` +
		`${actor.id}","self":"https://api.atlassian.com/users/${actor.id}/manage/profile"}}`
	);
}

function meansOf(facts: EventFacts): string {
	switch (facts.means) {
		case 'session':
			return ',"auth":{"authType":"session"}';
		case 'token':
			return `,"auth":{"authType":"api-token","tokenId":"${tokenId(facts)}","tokenLabel":"automation ${facts.number}"}`;
		case 'onBehalfOf':
			return `,"onBehalfOf":{"id":"${facts.target.id}","name":"${inJson(facts.target.name)}","email":"${facts.target.email}"}`;
		case 'app':
			return `,"app":{"id":"ari:cloud:ecosystem::app/${tokenId(facts)}","type":"apps","attributes":{"name":"Backup for Jira"}}`;
		default:
			return '';
	}
}

function locationOf(facts: EventFacts): string {
	const { place } = facts;
	if (place === undefined) return '';
	if (facts.isSystem) return `,"location":{"geo":"${place.geo}"}`;
	return (
		`,"location":{"ip":"${facts.ip}","geo":"${place.geo}","countryName":"${place.countryName}",` +
		`"regionName":"${place.regionName}","city":"${place.city}"}`
	);
}
