const PLACES = new Set(['span', 'nameSpan', 'offsets']);

/** A model without the places of its parts, for comparing two documents that say the same. */
export function withoutPlaces(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutPlaces);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).flatMap(([name, member]) =>
			PLACES.has(name) || member === undefined ? [] : [[name, withoutPlaces(member)]],
		),
	);
}
