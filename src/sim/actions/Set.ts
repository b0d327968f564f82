import { type ExactNumber, type Json, numberFromText } from '../../base/json.ts';
import { plainDecimal } from '../../jpath/coerce.ts';
import type { ResolvedPath } from '../../jpath/path.ts';
import type { ElementNode } from '../../model/workflow.ts';
import { NEXT, Stop } from '../completion.ts';
import { failure } from '../faults.ts';
import type { Run } from '../run.ts';
import type { ActionRuntime } from '../runtime.ts';
import { shortened } from '../trace.ts';
import { optionalTextOf, placeOf, storedOf, textOf, wordOf } from '../values.ts';

/** Writes a value, replacing what is there. */
export const runSet: ActionRuntime<'Set'> = (node, run) => {
	const place = placeOf(node.attributes.path, run);
	if (place instanceof Stop) return place;
	const value =
		node.attributes.dataType === undefined
			? storedOf(node.attributes.value, place, run)
			: typedValue(node, place, run);
	if (value instanceof Stop) return value;
	return run.write(node, place, value) ?? NEXT;
};

/** Source: IBM documentation "Set": "20" as integer is 20, "12" as float is 12.0. */
function typedValue(node: ElementNode<'Set'>, place: ResolvedPath, run: Run): Json | Stop {
	const rendered = optionalTextOf(node, 'dataType', run);
	if (rendered instanceof Stop) return rendered;
	// A template that renders to nothing asks for no type.
	if (rendered?.trim() === '') return storedOf(node.attributes.value, place, run);
	const dataType = wordOf(node, 'dataType', run);
	if (dataType instanceof Stop) return dataType;
	const text = textOf(node.attributes.value, run);
	if (text instanceof Stop) return text;
	const number = dataType === 'integer' ? toInteger(text.trim(), run) : toFloat(text.trim());
	return (
		number ??
		failure(`For input string: "${shortened(text, 60)}"`, {
			explanation: `The value is not ${dataType === 'integer' ? 'a whole' : 'a'} number, which dataType="${dataType}" asks for.`,
			span: node.attributes.value.span,
		})
	);
}

/** As Java’s Long.parseLong, or another of its kind. */
function toInteger(text: string, run: Run): number | ExactNumber | undefined {
	const match = /^([-+]?)(\d+)$/.exec(text);
	if (match === null) return undefined;
	const [, sign = '', written = ''] = match;
	const digits = withoutZeros(written);
	const integer = numberFromText(sign === '-' && digits !== '0' ? `-${digits}` : digits);
	if (isWithin(31, sign, digits)) return integer;
	const kind = run.choice('integerRange');
	if (kind === 'int' || (kind === 'long' && !isWithin(63, sign, digits))) return undefined;
	return integer;
}

/** Whether an integer of so many bits, and one for the sign, holds it. */
function isWithin(bits: number, sign: string, digits: string): boolean {
	if (digits.length > 19) return false;
	const limit = 2n ** BigInt(bits);
	return BigInt(digits) <= (sign === '-' ? limit : limit - 1n);
}

/** As Java's Double.parseDouble. A float always shows its fraction: 12.0. Assumed: no exponent, as in templates. */
function toFloat(text: string): number | ExactNumber | undefined {
	const match = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE][-+]?\d+)?[dDfF]?$/.exec(text);
	if (match === null || !/^[-+]?\.?\d/.test(text)) return undefined;
	if (/e/i.test(text)) return ofDouble(Number.parseFloat(text));
	const [, sign = '', whole = '', fraction = ''] = match;
	const digits = fraction.replace(/(?<!0)0+$/, '');
	return numberFromText(
		`${sign === '-' ? '-' : ''}${withoutZeros(whole)}.${digits === '' ? '0' : digits}`,
	);
}

/** The digits of a whole number as JSON has them. */
function withoutZeros(digits: string): string {
	return digits.replace(/^0+(?=\d)/, '') || '0';
}

function ofDouble(value: number): ExactNumber | number | undefined {
	if (!Number.isFinite(value)) return undefined;
	const text = plainDecimal(value);
	return numberFromText(Number.isInteger(value) ? `${text}.0` : text);
}
