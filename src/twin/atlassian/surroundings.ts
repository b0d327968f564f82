import type { EventFacts } from './eventFacts.ts';
import { inJson, issueKey, tokenId } from './jsonText.ts';
import type { Person } from './people.ts';

/** What the event is about: the JSON text of `context`. */
export function contextOf(facts: EventFacts, orgId: string): string {
	const { number, site } = facts;
	switch (facts.action.subject) {
		case 'self':
			return `[${user(facts.actor)}]`;
		case 'userInGroup':
			return (
				`[{"id":"${tokenId(facts)}","type":"groups","attributes":{"name":"${facts.group}",` +
				`"groupName":"${facts.group}"},"links":{"alt":"https://admin.atlassian.com/s/${site.id}` +
				`/groups/${tokenId(facts)}"}},${user(facts.target)}]`
			);
		case 'user':
			return `[${user(facts.target)}]`;
		case 'invitation':
			return `[{"type":"invited-user","attributes":{"email":"guest${number}@example.net"}}]`;
		case 'token':
			return `[{"id":"${tokenId(facts)}","type":"tokens","attributes":{"tokenLabel":"automation ${number}"}}]`;
		case 'organization':
		case 'policy':
			return `[{"id":"${orgId}","type":"orgs","attributes":{"name":"Example Ltd","settingName":"${facts.action.id}","settingValues":["${number % 30}"]}}]`;
		case 'app':
			return `[{"id":"com.example.backup","type":"apps","attributes":{"name":"Backup for Jira","version":"1.${number % 40}.0"}}]`;
		case 'issue':
			return `[{"id":"${10_000 + number}","type":"issues","attributes":{"issueKey":"${issueKey(facts)}"}}]`;
		case 'page':
			return `[{"id":"${900_000 + number}","type":"pages","attributes":{"title":"Runbook ${number}"}}]`;
		case 'space':
			return `[{"id":"${500 + (number % 50)}","type":"space","attributes":{"name":"Space ${number % 50}","key":"SP${number % 50}"}}]`;
		case 'repository':
			return `[{"id":"{${tokenId(facts)}}","type":"repositories","attributes":{"name":"service-${number}"}}]`;
	}
}

/** Where it happened: `,"container":[…]`, or nothing. */
export function containerOf(facts: EventFacts, orgId: string): string {
	switch (facts.action.subject) {
		case 'self':
		case 'token':
			return '';
		case 'organization':
		case 'policy':
			return `,"container":[{"id":"${orgId}","type":"orgs","attributes":{"name":"Example Ltd"}}]`;
		case 'issue':
			return `${siteOf(facts.site)},"product":"jira","issueId":"${10_000 + facts.number}","issueKeyOrId":"${issueKey(facts)}","cloudUrl":"https://${facts.site.name}.atlassian.net"}}]`;
		default:
			return `${siteOf(facts.site)}}}]`;
	}
}

function user(person: Person): string {
	return (
		`{"id":"${person.id}","type":"users","attributes":{"name":"${inJson(person.name)}",` +
		`"email":"${person.email}","accountType":"atlassian"}}`
	);
}

function siteOf(site: EventFacts['site']): string {
	return (
		`,"container":[{"id":"${site.id}","type":"sites","attributes":{"siteName":"${site.name}",` +
		`"siteHostName":"https://${site.name}.atlassian.net"`
	);
}
