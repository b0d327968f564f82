import { type ExactNumber, type Json, numberFromText } from '../../base/json.ts';
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
	const number = dataType === 'integer' ? toInteger(text.trim()) : toFloat(text.trim());
	return (
		number ??
		failure(`For input string: "${shortened(text, 60)}"`, {
			explanation: `The value is not ${dataType === 'integer' ? 'a whole' : 'a'} number, which dataType="${dataType}" asks for.`,
			span: node.attributes.value.span,
		})
	);
}

/** Assumed: as Java's Long.parseLong, but without its bounds. */
function toInteger(text: string): number | ExactNumber | undefined {
	const match = /^([-+]?)0*(\d+)$/.exec(text);
	if (match === null) return undefined;
	const [, sign = '', digits = ''] = match;
	return numberFromText(sign === '-' && digits !== '0' ? `-${digits}` : digits);
}

/** A float always shows its fraction: 12.0. Assumed: no exponent, as in templates. */
function toFloat(text: string): number | ExactNumber | undefined {
	const match = /^([-+]?)0*(\d*)(?:\.(\d*))?$/.exec(text);
	if (match === null) return undefined;
	const [, sign = '', whole = '', fraction = ''] = match;
	if (whole === '' && fraction === '' && !/\d/.test(text)) return undefined;
	const digits = fraction.replace(/(?<!0)0+$/, '');
	return numberFromText(
		`${sign === '-' ? '-' : ''}${whole === '' ? '0' : whole}.${digits === '' ? '0' : digits}`,
	);
}
