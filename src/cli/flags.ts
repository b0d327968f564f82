import { didYouMean } from '../base/suggest.ts';
import { shown } from '../diagnostics/quoting.ts';
import { UsageError } from './usageError.ts';

/** What the person typed after the command, by name. Reading a value of the wrong form throws `UsageError`. */
export class Flags {
	readonly #values: Readonly<Record<string, unknown>>;

	constructor(values: Readonly<Record<string, unknown>>) {
		this.#values = values;
	}

	/** Whether a flag without value was given. */
	has(name: string): boolean {
		return this.#values[name] === true;
	}

	text(name: string): string | undefined {
		const value = this.#values[name];
		return typeof value === 'string' ? value : undefined;
	}

	/** A text that the parser saw to: required, or one of its choices. */
	textOr<Default extends string>(name: string, otherwise: Default): string {
		return this.text(name) ?? otherwise;
	}

	list(name: string): readonly string[] {
		const value = this.#values[name];
		if (Array.isArray(value)) return value.map(String);
		return typeof value === 'string' ? [value] : [];
	}

	/** A whole number, or undefined when the option was not given. */
	wholeNumber(
		name: string,
		range: { readonly min: number; readonly max?: number },
	): number | undefined {
		return this.#number(name, { ...range, isWhole: true });
	}

	/** Any number, or undefined when the option was not given. */
	number(name: string, range: { readonly min: number; readonly max?: number }): number | undefined {
		return this.#number(name, { ...range, isWhole: false });
	}

	#number(
		name: string,
		{
			min,
			max,
			isWhole,
		}: { readonly min: number; readonly max?: number; readonly isWhole: boolean },
	): number | undefined {
		const text = this.text(name);
		if (text === undefined) return undefined;
		const value = /^[+-]?\d+(?:_\d+)*(?:\.\d+)?(?:e\d+)?$/i.test(text)
			? Number(text.replaceAll('_', ''))
			: Number.NaN;
		const isInRange = value >= min && value <= (max ?? Number.MAX_SAFE_INTEGER);
		if (isInRange && (!isWhole || Number.isInteger(value))) return value;
		const range = max === undefined ? `${min} or more` : `from ${min} to ${max}`;
		throw new UsageError(
			`--${name} takes a ${isWhole ? 'whole ' : ''}number, ${range}, not "${text}".`,
		);
	}

	/** A span of time such as `90`, `90s`, `5m` or `250ms`, in milliseconds. A bare number counts seconds. */
	durationMs(name: string): number | undefined {
		const text = this.text(name);
		if (text === undefined) return undefined;
		const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/i.exec(text);
		const unit = UNITS_MS[(match?.[2] ?? 's').toLowerCase()] ?? 1000;
		const value = Number(match?.[1]) * unit;
		if (value > 0) return value;
		throw new UsageError(
			`--${name} takes a span of time such as 90 (seconds), 250ms, 5m, 2h or 1d, not "${text}".`,
		);
	}

	/**
	 * An instant in epoch milliseconds, given as such or as ISO 8601 (UTC where no zone is said). Numbers that look
	 * like seconds are refused.
	 */
	instant(name: string): number | undefined {
		const text = this.text(name);
		if (text === undefined) return undefined;
		const value = parseInstant(text);
		if (/^\d+$/.test(text) && value !== undefined && value < EPOCH_MS_MIN)
			throw new UsageError(
				`--${name} takes epoch milliseconds, and ${text} of them lead to the year ${new Date(value).getUTCFullYear()}. Did you mean seconds? Then write ${value * 1000}.`,
			);
		if (value !== undefined) return value;
		throw new UsageError(
			`--${name} takes a time such as 2026-01-01T00:00:00Z or epoch milliseconds, not "${text}".`,
		);
	}

	/** `name=value` pairs, later ones over earlier ones. */
	pairs(name: string): ReadonlyMap<string, string> {
		const pairs = new Map<string, string>();
		for (const text of this.list(name)) {
			const separator = text.indexOf('=');
			if (separator < 1)
				throw new UsageError(
					`--${name} takes name=value, and "${shown(text)}" has no ${separator < 0 ? '"="' : 'name'}.`,
				);
			pairs.set(text.slice(0, separator), text.slice(separator + 1));
		}
		return pairs;
	}
}

const UNITS_MS: Readonly<Record<string, number>> = {
	ms: 1,
	s: 1000,
	m: 60_000,
	h: 3_600_000,
	d: 86_400_000,
};

/** Fewer milliseconds than this are likely to be seconds. */
const EPOCH_MS_MIN = 100_000_000_000;

const ISO = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:?\d\d)?)?$/i;

function parseInstant(text: string): number | undefined {
	if (/^\d{1,15}$/.test(text)) return Number(text);
	if (!ISO.test(text)) return undefined;
	const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) && text.length > 10;
	const iso = text.replace(' ', 'T');
	const value = Date.parse(hasZone || text.length === 10 ? iso : `${iso}Z`);
	return Number.isNaN(value) ? undefined : value;
}

/** One of a table's names, or a `UsageError` that lists them. */
export function oneOf(what: string, given: string, names: readonly string[]): string {
	if (names.includes(given)) return given;
	const hint = didYouMean(given, names);
	throw new UsageError(
		`There is no ${what} "${given}".${hint === '' ? ` There ${names.length === 1 ? 'is' : 'are'}: ${names.join(', ')}.` : hint}`,
	);
}
