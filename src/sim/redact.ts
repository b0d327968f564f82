import { javaUrlEncode } from '../base/urlEncoding.ts';
import { SecretParts } from './secretParts.ts';

/** What stands in the place of a secret. */
export const REDACTED = '***';

/** Shorter texts are not looked for inside of others: they would black out half of every text. */
const LENGTH_MIN = 4;
/** Longer texts are no credentials, but responses that hold one: looking for them would cost more than it hides. */
const LENGTH_MAX = 16_384;
/** Tokens that were learnt on the way are forgotten after so many others: a soak makes thousands. */
const LEARNT_MAX = 200;

/**
 * Keeps secrets out of everything that people read: trace, logs, status, messages. It knows the values of
 * secret parameters and what was sent as a credential, also as Base64, URL-encoded and JSON text, in parts and in
 * another case.
 * Not redacted: posted events (they are the payload) and the file with the State (it must be complete).
 */
export class Redactor {
	readonly #secrets = new Set<string>();
	readonly #learnt = new Set<string>();
	/** How all of them may look, longest first, and what finds them. Made when needed. */
	#forms: readonly string[] = [];
	#pattern: RegExp | undefined;
	#parts = new SecretParts();

	/** Remembers a secret for good: the value of a parameter. */
	add(secret: string): void {
		if (secret.length < LENGTH_MIN || this.#secrets.has(secret)) return;
		this.#secrets.add(secret);
		this.#pattern = undefined;
	}

	/** Remembers something that was sent as a credential, such as a token out of a response. */
	learn(secret: string): void {
		if (secret.length < LENGTH_MIN || secret.length > LENGTH_MAX || this.#secrets.has(secret))
			return;
		const isKnown = this.#learnt.delete(secret);
		this.#learnt.add(secret);
		if (isKnown) return;
		if (this.#learnt.size > LEARNT_MAX)
			for (const oldest of this.#learnt) {
				this.#learnt.delete(oldest);
				break;
			}
		this.#pattern = undefined;
	}

	/** The text with every secret in it replaced. */
	redact(text: string): string {
		if (this.#secrets.size + this.#learnt.size === 0) return text;
		if (this.#pattern === undefined) {
			const forms = new Set([...this.#secrets, ...this.#learnt].flatMap(formsOf));
			this.#forms = [...forms].sort((a, b) => b.length - a.length);
			this.#pattern = patternOf(this.#forms);
			this.#parts = new SecretParts();
			for (const secret of this.#secrets) this.#parts.add(secret, { isWhole: true });
			for (const secret of this.#learnt) this.#parts.add(secret, { isWhole: false });
		}
		const redacted = this.#parts.redact(text.replace(this.#pattern, REDACTED));
		return redactBeginnings(redacted, this.#forms);
	}

	/** JSON text, or what looks like it: also the members whose names say that they are secret. */
	redactJson(text: string): string {
		return this.redact(text).replace(SECRET_MEMBER, `$1"${REDACTED}"`);
	}

	/** A header's value; nothing of it when the name says that it is secret. */
	redactHeader(name: string, value: string): string {
		return isSecretName(name) ? REDACTED : this.redact(value);
	}
}

const SECRET_WORD =
	'(?:access|refresh|id|auth|api|bearer|session|security|csrf|xsrf)[_-]?token|token|jwt|(?:client[_-]?)?secret|secret[_-]?key|pass(?:word|wd|phrase)?|api[_-]?key|apikey|private[_-]?key|credentials?|assertion';
/** Tokens that are cursors, which people need to see. */
const CURSOR = '(?!\\w*(?:next|page|continuation|skip|sync|delta|cursor)[-_.])';
const HEADER_NAME =
	'(?:proxy-)?authorization|(?:set-)?cookie|(?:x-)?session(?:[-_]?id)?|[jp]?h?p?sess(?:ion)?id|sid';
/** Not for members of bodies: what detects intrusions calls its rules signatures. */
const PROOF_NAME = '(?:[\\w.-]*[-_.])?signature|sig';
const SECRET_NAME = new RegExp(
	`^(?:${HEADER_NAME}|${PROOF_NAME}|${CURSOR}(?:[\\w.]*[-_.])?(?:${SECRET_WORD}))$`,
	'i',
);
const SECRET_MEMBER = new RegExp(
	`("(?:${HEADER_NAME}|${CURSOR}(?:[\\w.-]{0,40}[-_.])?(?:${SECRET_WORD}))"\\s*:\\s*)"(?:[^"\\\\]|\\\\.)*"`,
	'gi',
);

/** Whether a header, parameter or member by that name usually holds a credential. */
export function isSecretName(name: string): boolean {
	return name.length <= 80 && SECRET_NAME.test(name);
}

/** JSON text with others in place of the values of members whose names say that they are secret. */
export function replaceSecretMembers(text: string, replace: (value: string) => string): string {
	return text.replace(SECRET_MEMBER, (member: string, name: string) => {
		const written = member.slice(name.length);
		return name + JSON.stringify(replace(String(tryParse(written) ?? written.slice(1, -1))));
	});
}

function tryParse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function patternOf(forms: readonly string[]): RegExp {
	const alternatives = forms.map((form) => form.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
	return new RegExp(alternatives.join('|'), 'gi');
}

/** The least of a secret that is recognised where the rest was cut off. */
const BEGINNING_MIN = 4;

/** Messages quote long values cut short: what stands before an ellipsis may be the beginning of a secret. */
function redactBeginnings(text: string, forms: readonly string[]): string {
	if (!text.includes('…') && !text.includes('...')) return text;
	return text.replace(/([^…]+?)(…|\.\.\.)/gs, (_, before: string, ellipsis: string) => {
		let start = before.length;
		for (const form of forms) {
			const beginning = form.slice(0, BEGINNING_MIN);
			const from = Math.max(0, before.length - form.length);
			for (let at = before.indexOf(beginning, from); at >= 0 && at < start; ) {
				if (form.startsWith(before.slice(at))) start = at;
				else at = before.indexOf(beginning, at + 1);
			}
		}
		return (start === before.length ? before : before.slice(0, start) + REDACTED) + ellipsis;
	});
}

/** How a secret may look inside of other texts. */
export function formsOf(secret: string): string[] {
	const urlEncoded = javaUrlEncode(secret);
	return [
		secret,
		urlEncoded,
		urlEncoded.replaceAll('+', '%20'),
		JSON.stringify(secret).slice(1, -1),
		...base64Forms(secret),
	];
}

/**
 * Base64 of any text that contains the secret contains one of three texts, for a secret may begin at any of
 * three positions within a group. What depends on its neighbours is left off.
 */
function base64Forms(secret: string): string[] {
	const bytes = new TextEncoder().encode(secret);
	const forms: string[] = [];
	for (const before of [0, 1, 2]) {
		const padded = new Uint8Array(before + bytes.length);
		padded.set(bytes, before);
		const whole = Math.floor((padded.length * 8) / 6);
		const form = toBase64(padded).slice(Math.ceil((before * 8) / 6), whole);
		if (form.length >= 6) forms.push(form, form.replaceAll('+', '-').replaceAll('/', '_'));
	}
	return forms;
}

/** Base64 of bytes. */
export function toBase64(bytes: Uint8Array): string {
	let binary = '';
	for (let start = 0; start < bytes.length; start += 8_192)
		binary += String.fromCharCode(...bytes.subarray(start, start + 8_192));
	return btoa(binary);
}
