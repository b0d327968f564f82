import { replacePlaces, SecretFinder } from './secretFinder.ts';
import { formsOf } from './secretForms.ts';
import { derivedSecrets } from './secretsInAddress.ts';

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
	readonly #finder = new SecretFinder();

	constructor(secrets: readonly string[] = []) {
		for (const secret of secrets) this.add(secret);
	}

	/** Remembers a secret for good: the value of a parameter. */
	add(secret: string): void {
		if (secret.length < LENGTH_MIN || this.#secrets.has(secret)) return;
		this.#secrets.add(secret);
		this.#finder.add(secret, 'all');
	}

	/** Remembers something that was sent as a credential, such as a token out of a response. */
	learn(secret: string): void {
		if (secret.length < LENGTH_MIN || secret.length > LENGTH_MAX || this.#secrets.has(secret))
			return;
		const isKnown = this.#learnt.delete(secret);
		this.#learnt.add(secret);
		if (isKnown) return;
		this.#finder.add(secret, 'beginning');
		if (this.#learnt.size <= LEARNT_MAX) return;
		for (const oldest of this.#learnt) {
			this.#learnt.delete(oldest);
			this.#finder.remove(oldest, 'beginning');
			break;
		}
	}

	/** Remembers what becomes of the secrets in an address when it is taken apart. */
	learnFrom(address: string): void {
		for (const [secret] of derivedSecrets(address, this.#finder)) this.learn(secret);
	}

	/** The text with every secret in it replaced. */
	redact(text: string): string {
		const redacted = replacePlaces(text, this.#finder.find(text), () => REDACTED);
		return CUT.test(redacted)
			? redactBeginnings(redacted, [...this.#secrets, ...this.#learnt].flatMap(formsOf))
			: redacted;
	}

	/** The same for an address that may have got its query after the secrets in it. */
	redactAddress(url: string): string {
		return this.redact(replacePlaces(url, this.#finder.findInAddress(url), () => REDACTED));
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

/** Where something may have been left off. */
const CUT = /…|\.\.\./;

/** The least of a secret that is recognised where the rest was cut off. */
const BEGINNING_MIN = 4;

/** Messages quote long values cut short: what stands before an ellipsis may be the beginning of a secret. */
function redactBeginnings(text: string, forms: readonly string[]): string {
	// Texts and ellipses by turns.
	const pieces = text.split(/(…|\.\.\.)/);
	return pieces
		.map((before, index) => {
			if (index % 2 === 1 || index === pieces.length - 1) return before;
			let start = before.length;
			for (const form of forms) {
				const beginning = form.slice(0, BEGINNING_MIN);
				const from = Math.max(0, before.length - form.length);
				for (let at = before.indexOf(beginning, from); at >= 0 && at < start; ) {
					if (form.startsWith(before.slice(at))) start = at;
					else at = before.indexOf(beginning, at + 1);
				}
			}
			return start === before.length ? before : before.slice(0, start) + REDACTED;
		})
		.join('');
}
