import type { StepBudget } from './budget.ts';
import type { XmlDocument, XmlNode } from './document.ts';

/** What an expression gives. Nodes stand in document order, each once. */
export type Value = number | string | boolean | readonly XmlNode[];

/** The string-value of a node: XPath 1.0, section 5. */
export function textOfNode(node: XmlNode, document: XmlDocument, budget: StepBudget): string {
	if (node.kind !== 'element' && node.kind !== 'root') {
		budget.spendCharacters(node.value.length);
		return node.value;
	}
	const child = document[node.firstChild];
	if (node.firstChild === node.end && child?.kind === 'text') {
		budget.spendCharacters(child.value.length);
		return child.value;
	}
	const texts: string[] = [];
	for (let place = node.firstChild; place <= node.end; place++) {
		const inner = document[place];
		if (inner?.kind === 'text') texts.push(inner.value);
	}
	const text = texts.join('');
	budget.spend(2 * (1 + node.end - node.order));
	budget.spendCharacters(text.length);
	return text;
}

/** A number as Java's XPath writes it: never with an exponent, and never as `-0`. */
export function numberText(value: number): string {
	if (!Number.isFinite(value))
		return Number.isNaN(value) ? 'NaN' : value < 0 ? '-Infinity' : 'Infinity';
	const text = Number.isInteger(value) ? wholeDigits(value) : String(value);
	const parts = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
	if (parts === null) return text;
	const [, sign = '', first = '', rest = '', exponentText = ''] = parts;
	const exponent = Number(exponentText);
	if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${first}${rest}`;
	return `${sign}${first}${rest.padEnd(exponent, '0')}`;
}

/**
 * A whole number that a `long` holds is written by Java 17 with as many digits as the double can tell apart, which may
 * be one more than are needed.
 */
function wholeDigits(value: number): string {
	const bits = Math.floor(Math.log2(Math.abs(value))) - 54;
	if (!(bits >= 0 && bits < 9)) return String(value === 0 ? 0 : value);
	const unit = 10n ** BigInt(Math.floor(bits * Math.log10(2)));
	const whole = BigInt(Math.abs(value));
	return `${value < 0 ? '-' : ''}${((whole + unit / 2n) / unit) * unit}`;
}

/** The number that a text spells, or NaN: `[-]digits[.digits]` between white space. */
export function numberOf(text: string): number {
	let start = 0;
	let end = text.length;
	while (start < end && text.charCodeAt(start) <= 0x20) start++;
	while (end > start && text.charCodeAt(end - 1) <= 0x20) end--;
	const trimmed = text.slice(start, end);
	return /^-?(?:\d+\.?\d*|\.\d+)$/.test(trimmed) ? Number(trimmed) : Number.NaN;
}
