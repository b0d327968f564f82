import {
	ExactNumber,
	getMember,
	isJsonArray,
	isJsonObject,
	type Json,
	memberNames,
} from '../base/json.ts';

/**
 * The beginning of a value's JSON text, up to about `lengthMax` characters. Costs as much as it shows: a
 * trace of a run that handles megabytes stays cheap.
 */
export function previewJson(value: Json, lengthMax: number): string {
	const preview = { text: '', lengthMax };
	write(value, preview);
	return preview.text.length > lengthMax ? `${preview.text.slice(0, lengthMax)}…` : preview.text;
}

interface Preview {
	text: string;
	readonly lengthMax: number;
}

function isFull(preview: Preview): boolean {
	return preview.text.length > preview.lengthMax;
}

function write(value: Json, preview: Preview): void {
	if (isFull(preview)) return;
	if (typeof value === 'string')
		preview.text += JSON.stringify(value.slice(0, preview.lengthMax + 1));
	else if (value instanceof ExactNumber) preview.text += value.text;
	else if (isJsonArray(value)) writeArray(value, preview);
	else if (isJsonObject(value)) {
		let separator = '{';
		for (const name of memberNames(value)) {
			preview.text += `${separator}${JSON.stringify(name)}:`;
			separator = ',';
			write(getMember(value, name) ?? null, preview);
			if (isFull(preview)) return;
		}
		preview.text += separator === '{' ? '{}' : '}';
	} else preview.text += String(value);
}

function writeArray(value: readonly Json[], preview: Preview): void {
	let separator = '[';
	for (const item of value) {
		preview.text += separator;
		separator = ',';
		write(item, preview);
		if (isFull(preview)) return;
	}
	preview.text += separator === '[' ? '[]' : ']';
}
