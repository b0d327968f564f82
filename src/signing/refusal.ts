import { didYouMean } from '../base/suggest.ts';

/** Why nothing was signed: a sentence, and what to do about it. It never holds a secret. */
export interface Refusal {
	readonly ok: false;
	readonly message: string;
	readonly help?: string;
}

/** Makes a refusal. */
export function refuse(message: string, help?: string): Refusal {
	return help === undefined ? { ok: false, message } : { ok: false, message, help };
}

/**
 * Refuses an empty key. Recorded from JDK 17: SecretKeySpec, without which nothing signs there, says "Empty key".
 */
export function refuseEmptyKey(name: string): Refusal {
	return refuse(
		`The "${name}" is empty, and Java cannot sign with an empty key.`,
		'Check the parameter, or the path in the State, that it comes from.',
	);
}

const SHOWN_LENGTH_MAX = 40;

/** A text in double quotes, short and on one line. Not for secrets. */
export function quoted(text: string): string {
	const shown = text.slice(0, SHOWN_LENGTH_MAX).replace(/[\p{Cc}\p{Surrogate}]/gu, '�');
	return `"${shown}${text.length > SHOWN_LENGTH_MAX ? '…' : ''}"`;
}

/** Refuses a word that is not in a list, and names those that are. */
export function refuseWord(what: string, given: string, words: readonly string[]): Refusal {
	const list = `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
	return refuse(
		`Unknown ${what} ${quoted(given)}.${didYouMean(given, words)}`,
		`Supported are ${list}.`,
	);
}
