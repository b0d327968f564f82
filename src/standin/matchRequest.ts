import type { Endpoint } from './analysis.ts';

/** A request as far as it tells which endpoint it is for. */
interface Asked {
	readonly method: string;
	readonly url: string;
}

/**
 * The endpoint that a request is for: the address fits, and of several the one that says most about it; of equals the
 * next in the order of the program behind `previous`.
 */
export function matchRequest(
	{ method, url }: Asked,
	endpoints: readonly Endpoint[],
	previous: Endpoint | undefined,
): Endpoint | undefined {
	const fitting = endpoints.filter(
		(endpoint) =>
			(endpoint.method === undefined || endpoint.method === method.toUpperCase()) &&
			fits(url, endpoint.address),
	);
	const most = Math.max(0, ...fitting.map(known));
	const best = fitting.filter((endpoint) => known(endpoint) === most);
	const from = previous?.index ?? -1;
	return best.find(({ index }) => index > from) ?? best[0];
}

/** How many characters of an address an endpoint knows. */
function known({ address }: Endpoint): number {
	return address.reduce((sum, part) => sum + (part?.length ?? 0), 0);
}

/** Whether an address is made of these parts, with anything where a part is not known and a query behind. */
function fits(url: string, address: readonly (string | undefined)[]): boolean {
	let offset = 0;
	let isOpen = false;
	for (const part of address) {
		if (part === undefined) {
			isOpen = true;
			continue;
		}
		const text = part.trim();
		const found = isOpen ? url.indexOf(text, offset) : url.startsWith(text, offset) ? offset : -1;
		if (found < 0) return false;
		offset = found + text.length;
		isOpen = false;
	}
	return (
		isOpen ||
		offset >= url.length ||
		/[?&#]/.test(url[offset] ?? '') ||
		/[?&]$/.test(url.slice(0, offset))
	);
}
