/** How many events a page holds. */
export const PAGE_EVENTS = 500;

/** One page of a made-up audit API as JSON text: events of about 590 bytes, and where to go on. */
export function pageText(page: number, pages: number): string {
	const data = Array.from({ length: PAGE_EVENTS }, (_, index) =>
		eventOf(page * PAGE_EVENTS + index),
	);
	return JSON.stringify({ data, meta: page + 1 < pages ? { next: String(page + 1) } : {} });
}

function eventOf(number: number) {
	const id = number.toString(16).padStart(12, '0');
	return {
		id: `00000000-0000-4000-8000-${id}`,
		type: 'events',
		attributes: {
			time: new Date(1_767_225_600_000 + number * 37).toISOString(),
			action: ['user_login', 'jira_issue_viewed', 'group_created'][number % 3],
			actor: {
				id: `5b10a2844c20165700ede${number % 997}`,
				name: `Person ${number % 997}`,
				email: `person${number % 997}@example.com`,
			},
			context: [{ id: `ctx-${number % 41}`, type: 'site', attributes: { name: 'Example – Tést' } }],
			container: [{ id: `con-${number % 7}`, type: 'organization', attributes: { count: number } }],
			location: { ip: `10.0.${number % 256}.${(number >> 8) % 256}`, countryName: 'Ireland' },
		},
		message: {
			content: `Person ${number % 997} did something, number ${number}.`,
			format: 'simple',
		},
		links: { self: `https://api.example.com/v1/events/${id}` },
	};
}
