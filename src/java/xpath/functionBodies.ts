import { XML_NAMESPACE, type XmlNode } from './document.ts';

/** A call that Java's XPath answers with an exception; caught in `queryDocument`, never seen outside. */
export class CallFault extends Error {}

/** Rounds to the nearest integer, halves upwards; keeps -0, NaN and the infinities. */
export function round(value: number): number {
	if (value >= -0.5 && value < 0) return -0;
	return value === 0 ? value : Math.floor(value + 0.5);
}

/**
 * The characters from a place on, the first being 1, as `FuncSubstring` of Java: where the end lies before the
 * beginning inside of the text, it fails, though XPath says that the result is empty.
 */
export function substring(text: string, from: number, count: number | undefined): string {
	if (text === '') return '';
	const first = Number.isNaN(from) ? -1_000_000 : roundToLong(from);
	const start = Math.min(first > 0 ? toInt(first) - 1 : 0, text.length);
	if (count === undefined) return text.slice(start);
	// The smallest int less one is the greatest.
	const end = Math.min(Math.max((toInt(roundToLong(count) + first) - 1) | 0, 0), text.length);
	if (end < start) throw new CallFault(`begin ${start}, end ${end}, length ${text.length}`);
	return text.slice(start, end);
}

const LONG_MAX = 2 ** 63;
const INT_MAX = 2 ** 31 - 1;

/** `(double) Math.round(value)` */
function roundToLong(value: number): number {
	if (Number.isNaN(value)) return 0;
	return Math.min(Math.max(Math.floor(value + 0.5), -LONG_MAX), LONG_MAX);
}

/** `(int) value` */
function toInt(value: number): number {
	return Math.min(Math.max(Math.trunc(value), -INT_MAX - 1), INT_MAX);
}

/** White space at the ends removed, and every other stretch of it one space. */
export function normalizeSpace(text: string): string {
	const written = new UnitWriter();
	let isBetween = false;
	for (let index = 0; index < text.length; index++) {
		const unit = text.charCodeAt(index);
		if (unit === 0x20 || unit === 0x09 || unit === 0x0a || unit === 0x0d) {
			isBetween = !written.isEmpty;
			continue;
		}
		if (isBetween) written.add(0x20);
		isBetween = false;
		written.add(unit);
	}
	return written.finish();
}

/** Each character of `from` becomes the one at its place in `to`, or nothing. They are UTF-16 units, as in Java. */
export function translate(text: string, from: string, to: string): string {
	const targets = new Map<number, number>();
	for (let index = 0; index < from.length; index++) {
		const unit = from.charCodeAt(index);
		if (!targets.has(unit)) targets.set(unit, index < to.length ? to.charCodeAt(index) : -1);
	}
	const written = new UnitWriter();
	for (let index = 0; index < text.length; index++) {
		const unit = text.charCodeAt(index);
		const target = targets.get(unit) ?? unit;
		if (target >= 0) written.add(target);
	}
	return written.finish();
}

/** Makes a text unit by unit. Adding to a string so often would need many times its memory. */
class UnitWriter {
	private readonly pieces: string[] = [];
	private units: number[] = [];

	get isEmpty(): boolean {
		return this.units.length === 0 && this.pieces.length === 0;
	}

	add(unit: number): void {
		if (this.units.push(unit) === PIECE_LENGTH) this.endPiece();
	}

	finish(): string {
		this.endPiece();
		return this.pieces.join('');
	}

	private endPiece(): void {
		this.pieces.push(String.fromCharCode(...this.units));
		this.units = [];
	}
}

const PIECE_LENGTH = 4096;

/** Whether the nearest `xml:lang` names a language, or a kind of it: `en-GB` is `en`. */
export function hasLanguage(node: XmlNode, language: string): boolean {
	for (let element: XmlNode | undefined = node; element; element = element.parent) {
		const given = element.attributes.find(
			({ name, namespace }) => namespace === XML_NAMESPACE && name.local === 'lang',
		)?.value;
		if (given === undefined) continue;
		const isPrefix = given.toLowerCase().startsWith(language.toLowerCase());
		return isPrefix && (given.length === language.length || given[language.length] === '-');
	}
	return false;
}
