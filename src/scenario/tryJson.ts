import { type Json, parseJson } from '../base/json.ts';

/** The value of JSON; undefined for what is none. */
export function tryJson(text: string): Json | undefined {
	try {
		return parseJson(text);
	} catch {
		return undefined;
	}
}
