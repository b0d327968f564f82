import { replacePlaces, type SecretFinder } from './secretFinder.ts';

/**
 * What becomes of the secrets in an address when it is taken apart, each with the secret that it comes from: the
 * values that a server reads in the query, the path alone, the name of the host in the letters that names have.
 */
export function derivedSecrets(
	address: string,
	finder: SecretFinder,
): (readonly [derived: string, secret: string])[] {
	const places = finder.findInAddress(address);
	const derived = places.flatMap(({ start, end, secret }) => {
		const text = address.slice(start, end);
		return [text, ...text.split(/[?#&]/)].map((part) => [part, secret] as const);
	});
	const [first] = places;
	if (first === undefined) return derived;
	const shown = hostOf(replacePlaces(address, places, () => HOLE));
	const host = hostPart(hostOf(address), shown);
	if (host === '') return derived;
	const [written = ''] = address.slice(first.start, first.end).replace(SCHEME, '').split('/');
	return [...derived, [host, first.secret], [written, first.secret]];
}

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;

/** May stand in the name of a host, and in no real one. */
const HOLE = '***';

function hostOf(address: string): string {
	const url = SCHEME.test(address) ? address : `https://${address}`;
	return URL.canParse(url) ? new URL(url).hostname : '';
}

/** What of a host stands in the place of a hole; all of it where nothing can be told. */
function hostPart(host: string, shown: string): string {
	if (host === shown) return '';
	const before = shown.slice(0, Math.max(0, shown.indexOf(HOLE)));
	const behind = shown.includes(HOLE) ? shown.slice(shown.lastIndexOf(HOLE) + HOLE.length) : '';
	return host.slice(
		host.startsWith(before) ? before.length : 0,
		host.endsWith(behind) ? host.length - behind.length : host.length,
	);
}
