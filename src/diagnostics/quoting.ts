const QUOTED_MAX = 60;
const LISTED_MAX = 30;

/** A user's text as a message can hold it: what is long is cut, so that no message grows with the document. */
export function shorten(text: string, max = QUOTED_MAX): string {
	// Half of a surrogate pair is no character.
	return text.length > max ? `${text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : text;
}

/** A name that a user wrote, ready to be quoted: shortened, and `…` alone when it looks like a credential. */
export function shown(name: string): string {
	return looksLikeCredential(name) ? '…' : shorten(name);
}

/** Names for a help text, `a, b, c … and 12 more`: nobody reads a thousand. */
export function listNames(names: readonly string[], max = LISTED_MAX): string {
	const listed = names.slice(0, max).map(shown).join(', ');
	return names.length > max ? `${listed}, … and ${names.length - max} more` : listed;
}

/** Longer than this, nobody can tell any more what a text holds. */
const JUDGED_MAX = 4096;

/**
 * Whether a text could be a key, a token or a password that stands where it does not belong: a long word in which
 * letters and digits mix, a key block, an address with a password in it. Made for refusing to quote a text, so it
 * prefers a wrong yes; words, dates, hosts and plain addresses are none.
 */
export function looksLikeCredential(text: string): boolean {
	if (text.length > JUDGED_MAX || text.includes('-----BEGIN')) return true;
	return text.split(/\s+/).some(isTokenLike);
}

const DATE = /^\d{4}-\d\d-\d\d(?:T[\d:.]{4,15}(?:Z|[+-]\d\d:?\d\d)?)?$/i;
const ADDRESS =
	/^(?:https?:\/\/)?[a-z\d-]{1,40}(?:\.[a-z\d-]{1,40})*(?::\d{1,5})?(?:\/[a-z._-]*)*$/;
const WITH_PASSWORD = /:\/\/[^/]*@/;
/** How the tokens of well-known products begin. */
const TOKEN_START = /^(?:eyJ|AT[AC]TT|gh[oprsu]_|github_pat_|glpat-|xox[a-z]-|AKIA|sk-)/;

function isTokenLike(word: string): boolean {
	if (WITH_PASSWORD.test(word)) return true;
	if (word.length < 12 || DATE.test(word)) return false;
	if (TOKEN_START.test(word) || /^[A-Za-z\d]{32,}$/.test(word)) return true;
	if (ADDRESS.test(word) && /\.|:\/\//.test(word)) return false;
	const letters = count(word, /[A-Za-z]/g);
	const digits = count(word, /\d/g);
	const mixes = count(word, /[A-Za-z](?=\d)|\d(?=[A-Za-z])/g);
	const humps = count(word, /[a-z](?=[A-Z])/g);
	if (/[a-z]/.test(word) && /[A-Z]/.test(word) && mixes >= 3) return true;
	if (word.length >= 16 && (mixes >= 3 || (letters >= 4 && digits >= 4))) return true;
	return word.length >= 20 && humps * 5 >= word.length;
}

function count(text: string, pattern: RegExp): number {
	return text.match(pattern)?.length ?? 0;
}
