import { fromSpacedBase64 } from '../base/bytes.ts';
import type { Version } from '../base/version.ts';
import { isDerCutShort, readDer } from './der.ts';
import { type KeyForm, type PrivateKey, readKey } from './privateKey.ts';
import { quoted, type Refusal, refuse } from './refusal.ts';

/** A secret that should be a private key. */
export interface PrivateKeyText {
	readonly text: string;
	readonly version: Version;
	/** Whether the Base64 of a key without its PEM lines will do; asked only for such a text. */
	readonly acceptsBareKey?: (() => boolean) | undefined;
}

export type PrivateKeyResult = { readonly ok: true; readonly key: PrivateKey } | Refusal;

/** No key in PEM comes near: 16,384 bits of RSA in Base64 twice are 17,000 characters. */
const SECRET_LENGTH_MAX = 100_000;

const FORMS: Readonly<Record<string, KeyForm>> = {
	'PRIVATE KEY': 'PKCS8',
	'RSA PRIVATE KEY': 'PKCS1',
	'EC PRIVATE KEY': 'SEC1',
};
/** `-----BEGIN`, in Base64. */
const BASE64_OF_BEGIN = 'LS0tLS1CRUdJTi';

const GIVE_PEM =
	'Give the whole file of the private key, from "-----BEGIN" to "-----END … PRIVATE KEY-----", as text or in Base64.';
const GIVE_WHOLE = 'Copy the whole file again, to the end of its "-----END" line.';

/**
 * Reads the private key in the Secret of CreateJWTAccessToken: PEM with PKCS1, PKCS8 or EC (SEC1), as text or as
 * Base64 of the text. V1 takes nothing but Base64 of PKCS8. Source: IBM docs, CreateJWTAccessToken action; EC keys are
 * assumed to be welcome in the same forms. Line breaks may be lost: an attribute turns them into spaces, and keys out
 * of JSON have `\n` for them.
 */
export function readPrivateKey({
	text,
	version,
	acceptsBareKey,
}: PrivateKeyText): PrivateKeyResult {
	if (text.trim() === '') return refuse('The secret is empty.', GIVE_PEM);
	if (text.length > SECRET_LENGTH_MAX)
		return refuse(
			`The secret is longer than any private key: ${text.length} characters.`,
			GIVE_PEM,
		);
	const der = fromSpacedBase64(text);
	if (der !== undefined && der[0] === 0x30 && readDer(der) !== undefined)
		return acceptsBareKey?.() === true ? readBare(der, version) : BARE;
	const source = sourceOf(text);
	if (!source.ok) return source;
	const block = findBlock(source.pem);
	if (!block.ok) return block;
	if (version === 'V1' && !(source.isBase64 && block.label === 'PRIVATE KEY'))
		return refuse(
			`In V1 the secret must be the Base64 of a PKCS8 PEM file; this is ${source.isBase64 ? 'Base64' : 'text'} with "BEGIN ${block.label}".`,
			'Convert it with "openssl pkcs8 -topk8 -nocrypt -in key.pem | base64 -w0", or move to V2.',
		);
	return readBlock(block);
}

const BARE = refuse('The secret is the Base64 of a key without its "-----BEGIN" line.', GIVE_PEM);

/** A key without a label to say which form it has. V1 knows PKCS8 alone. */
function readBare(der: Uint8Array, version: Version): PrivateKeyResult {
	const forms: readonly KeyForm[] = version === 'V1' ? ['PKCS8'] : ['PKCS8', 'PKCS1', 'SEC1'];
	for (const form of forms) {
		const key = readKey(form, der);
		if (key !== undefined) return { ok: true, key };
	}
	return refuse(
		`The secret is the Base64 of something that is no key in ${forms.join(' or ')}.`,
		GIVE_PEM,
	);
}

interface Source {
	readonly ok: true;
	readonly pem: string;
	readonly isBase64: boolean;
}

/** The text of the PEM file, out of Base64 where it is in it. */
function sourceOf(text: string): Source | Refusal {
	if (text.includes('-----BEGIN ')) return notJson(text, false);
	const bytes = fromSpacedBase64(text);
	const decoded = bytes === undefined ? '' : new TextDecoder().decode(bytes);
	if (decoded.includes('-----BEGIN ')) return notJson(decoded, true);
	if (decoded.startsWith(BASE64_OF_BEGIN))
		return refuse('The secret is in Base64 twice.', 'Encode the PEM file once.');
	if (text.trim().startsWith(BASE64_OF_BEGIN))
		return refuse('The Base64 of the secret is cut short or damaged.', GIVE_WHOLE);
	if (/^\s*\{/.test(text) || /^\s*\{/.test(decoded))
		return refuse('The secret is JSON, not a PEM file.', GIVE_PEM);
	if (/^\s*(?:ssh|ecdsa)-\w+/.test(text))
		return refuse('The secret is a public key of SSH, not a private key.', GIVE_PEM);
	if (/BEGIN|PRIVATE\s+KEY/.test(text))
		return refuse(
			'The "-----BEGIN … PRIVATE KEY-----" line of the secret is damaged.',
			'It begins and ends with five hyphens, which some editors turn into dashes.',
		);
	return refuse('The secret is not a private key in PEM form.', GIVE_PEM);
}

function notJson(pem: string, isBase64: boolean): Source | Refusal {
	if (/^\s*\{/.test(pem))
		return refuse(
			'The secret is a JSON file with a key in it, not a PEM file.',
			'Give only the value of its member "private_key".',
		);
	return { ok: true, pem: pem.replace(/\\r\\n|\\n|\\r/g, '\n'), isBase64 };
}

interface Block {
	readonly ok: true;
	readonly label: string;
	readonly form: KeyForm;
	/** What stands between the two lines; undefined when the last is missing. */
	readonly body: string | undefined;
}

/** The first private key of a file: openssl writes the parameters of a curve, or a bag of attributes, in front. */
function findBlock(pem: string): Block | Refusal {
	const labels: string[] = [];
	for (const match of pem.matchAll(/-----BEGIN ([A-Z0-9 ]{1,50})-----/g)) {
		const [line, label = ''] = match;
		labels.push(label);
		const form = Object.hasOwn(FORMS, label) ? FORMS[label] : undefined;
		if (form === undefined) continue;
		const start = match.index + line.length;
		const end = pem.indexOf(`-----END ${label}-----`, start);
		return { ok: true, label, form, body: end < 0 ? undefined : pem.slice(start, end) };
	}
	return refuseLabel(labels.find((label) => label.includes('PRIVATE')) ?? labels[0]);
}

function refuseLabel(label: string | undefined): Refusal {
	if (label === undefined)
		return refuse('The "-----BEGIN … PRIVATE KEY-----" line of the secret is damaged.', GIVE_PEM);
	if (label.includes('ENCRYPTED')) return ENCRYPTED;
	if (label === 'OPENSSH PRIVATE KEY')
		return refuse(
			'The secret is a private key in the format of OpenSSH.',
			'Convert it with "ssh-keygen -p -m PEM -f key".',
		);
	if (label.includes('PUBLIC KEY'))
		return refuse('The secret is a public key, which cannot sign.', GIVE_PEM);
	if (label.includes('REQUEST'))
		return refuse('The secret is a certificate request, not a private key.', GIVE_PEM);
	if (label.includes('CERTIFICATE'))
		return refuse('The secret is a certificate, not a private key.', GIVE_PEM);
	return refuse(`The secret is a PEM file with ${quoted(label)}, not a private key.`, GIVE_PEM);
}

const ENCRYPTED = refuse(
	'The private key is encrypted with a passphrase, for which there is no attribute.',
	'Remove the passphrase with "openssl pkey -in key.pem -out plain.pem".',
);

function readBlock({ body, form }: Block): PrivateKeyResult {
	if (body === undefined)
		return refuse('The private key is cut short: its "-----END" line is missing.', GIVE_WHOLE);
	if (/Proc-Type:\s*4\s*,\s*ENCRYPTED/i.test(body)) return ENCRYPTED;
	const der = fromSpacedBase64(body);
	if (der === undefined)
		return refuse('What stands between the lines of the PEM is not Base64.', GIVE_WHOLE);
	if (isDerCutShort(der)) return refuse('The private key is cut short.', GIVE_WHOLE);
	const key = readKey(form, der);
	if (key === undefined)
		return refuse(`The private key is damaged: its bytes are not ${form}.`, GIVE_WHOLE);
	return { ok: true, key };
}
