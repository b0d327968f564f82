import { generateKeyPairSync, type KeyObject } from 'node:crypto';

/** Keys made for one run of the tests: none is committed. */
const MAKERS = {
	rsa: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
	shortRsa: () => generateKeyPairSync('rsa', { modulusLength: 1024 }),
	pssRsa: () => generateKeyPairSync('rsa-pss', { modulusLength: 2048 }),
	p256: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
	p384: () => generateKeyPairSync('ec', { namedCurve: 'P-384' }),
	p521: () => generateKeyPairSync('ec', { namedCurve: 'P-521' }),
	k256: () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' }),
	explicit: () => generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' }),
	ed25519: () => generateKeyPairSync('ed25519'),
} satisfies Record<string, () => { privateKey: KeyObject; publicKey: KeyObject }>;

export type KeyName = keyof typeof MAKERS;

const made = new Map<KeyName, { privateKey: KeyObject; publicKey: KeyObject }>();

export function keyPair(name: KeyName) {
	const known = made.get(name) ?? MAKERS[name]();
	made.set(name, known);
	return known;
}

export type PemForm = 'pkcs1' | 'pkcs8' | 'sec1' | 'spki' | 'encrypted-pkcs8' | 'encrypted-old';

/** A key as a PEM file. */
export function pemOf(name: KeyName, form: PemForm): string {
	const { privateKey, publicKey } = keyPair(name);
	if (form === 'spki') return publicKey.export({ type: 'spki', format: 'pem' }).toString();
	const passphrase = { cipher: 'aes-128-cbc', passphrase: 'open sesame' };
	if (form === 'encrypted-pkcs8')
		return privateKey.export({ type: 'pkcs8', format: 'pem', ...passphrase }).toString();
	if (form === 'encrypted-old') {
		const type = privateKey.asymmetricKeyType === 'ec' ? 'sec1' : 'pkcs1';
		return privateKey.export({ type, format: 'pem', ...passphrase }).toString();
	}
	return privateKey.export({ type: form, format: 'pem' }).toString();
}

/** What happens to a file on its way into an attribute. */
export const DRESSES: Readonly<Record<string, (text: string) => string>> = {
	base64: (text) => btoa(text),
	'base64 in lines': (text) => btoa(text).replace(/.{76}/g, '$&\n'),
	'newlines became spaces': (text) => text.replace(/\r?\n/g, ' '),
	'newlines were lost': (text) => text.replace(/\n/g, ''),
	'newlines are \\n': (text) => text.replace(/\n/g, '\\n'),
	'newlines are \\r\\n': (text) => text.replace(/\n/g, '\\r\\n'),
	'windows lines': (text) => text.replace(/\n/g, '\r\n'),
	'spaces around': (text) => `\n   ${text}   `,
	'a bag of attributes in front': (text) => `Bag Attributes\n    friendlyName: me\n${text}`,
	'curve parameters in front': (text) =>
		`-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n${text}`,
	'no lines': (text) => text.replace(/-----[^-]*-----|\s/g, ''),
	'no end line': (text) => text.replace(/-----END[\s\S]*/, ''),
	'body cut short': (text) => text.replace(/.{8}\n-----END/, '\n-----END'),
	'last line cut to one character': (text) => text.replace(/^(.).*\n-----END/m, '$1\n-----END'),
	'a character of no alphabet': (text) => text.replace(/.\n-----END/, '*\n-----END'),
	'first byte changed': (text) => text.replace(/(-----\n)M/, '$1N'),
	'last third dropped': (text) => text.slice(0, Math.floor(text.length / 6) * 4 + 1),
	'dashes for hyphens': (text) => text.replace(/-----/g, '—–'),
	'in a JSON file': (text) =>
		JSON.stringify({ type: 'service_account', private_key: text }, undefined, 2),
};
