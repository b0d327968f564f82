import { toHex } from '../base/bytes.ts';
import { DER_TAG, type DerElement, readDer, writeDer } from './der.ts';

/** A private key, ready to be imported, with what decides which algorithms it fits. */
export type PrivateKey =
	| { readonly kind: 'RSA'; readonly modulusBits: number; readonly pkcs8: Uint8Array }
	| {
			readonly kind: 'EC';
			/** As Web Crypto names it, or a name for people when Web Crypto knows no such curve. */
			readonly curve: string;
			readonly pkcs8: Uint8Array;
	  }
	| { readonly kind: 'other'; readonly name: string };

/** The forms of a private key inside of PEM, by what stands between BEGIN and PRIVATE KEY. */
export type KeyForm = 'PKCS1' | 'PKCS8' | 'SEC1';

/** Reads a key of a form; undefined when the bytes are no such key. */
export function readKey(form: KeyForm, der: Uint8Array): PrivateKey | undefined {
	if (form === 'PKCS8') return readPkcs8(der);
	return form === 'PKCS1' ? readPkcs1(der) : readSec1(der);
}

const RSA = '2a864886f70d010101';
const EC = '2a8648ce3d0201';
const OTHER_KINDS: Readonly<Record<string, string>> = {
	'2a864886f70d01010a': 'RSA for PSS only',
	'2a8648ce380401': 'DSA',
	'2b656e': 'X25519',
	'2b656f': 'X448',
	'2b6570': 'Ed25519',
	'2b6571': 'Ed448',
};
const CURVES: Readonly<Record<string, string>> = {
	'2a8648ce3d030107': 'P-256',
	'2b81040022': 'P-384',
	'2b81040023': 'P-521',
	'2b8104000a': 'secp256k1',
};
/** Context-specific, constructed: the parameters in a key of RFC 5915. */
const PARAMETERS_TAG = 0xa0;

/** RFC 5208: version, algorithm, key; what follows are attributes. */
function readPkcs8(der: Uint8Array): PrivateKey | undefined {
	const [version, algorithm, key] = membersOf(der) ?? [];
	if (version?.tag !== DER_TAG.integer || key?.tag !== DER_TAG.octetString) return undefined;
	if (algorithm?.tag !== DER_TAG.sequence) return undefined;
	const [identifier, parameters] = readDer(algorithm.content) ?? [];
	if (identifier?.tag !== DER_TAG.objectIdentifier) return undefined;
	const kind = toHex(identifier.content);
	if (kind === RSA) {
		const modulusBits = modulusBitsOf(key.content);
		return modulusBits === undefined ? undefined : { kind: 'RSA', modulusBits, pkcs8: der };
	}
	if (kind === EC) {
		const inner = membersOf(key.content);
		if (inner?.[1]?.tag !== DER_TAG.octetString) return undefined;
		return { kind: 'EC', curve: curveOf(parameters), pkcs8: der };
	}
	return { kind: 'other', name: OTHER_KINDS[kind] ?? 'of an unknown kind' };
}

/** RFC 8017, A.1.2: version, modulus, … A PKCS8 key is this one with the name of its algorithm in front. */
function readPkcs1(der: Uint8Array): PrivateKey | undefined {
	const modulusBits = modulusBitsOf(der);
	if (modulusBits === undefined) return undefined;
	const pkcs8 = wrapped(der, identifierOf(RSA), writeDer(DER_TAG.null));
	return { kind: 'RSA', modulusBits, pkcs8 };
}

/** RFC 5915: version, key, the curve [0], the public key [1]. In PKCS8 the curve stands with the algorithm. */
function readSec1(der: Uint8Array): PrivateKey | undefined {
	const members = membersOf(der);
	const [version, key] = members ?? [];
	if (members === undefined || version?.tag !== DER_TAG.integer) return undefined;
	if (key?.tag !== DER_TAG.octetString) return undefined;
	const [parameters] = readDer(
		members.find(({ tag }) => tag === PARAMETERS_TAG)?.content ?? new Uint8Array(),
	) ?? [undefined];
	const curve = curveOf(parameters);
	if (parameters === undefined) return { kind: 'EC', curve, pkcs8: der };
	const inner = writeDer(
		DER_TAG.sequence,
		...members
			.filter(({ tag }) => tag !== PARAMETERS_TAG)
			.map(({ tag, content }) => writeDer(tag, content)),
	);
	const pkcs8 = wrapped(inner, identifierOf(EC), writeDer(parameters.tag, parameters.content));
	return { kind: 'EC', curve, pkcs8 };
}

function membersOf(der: Uint8Array): DerElement[] | undefined {
	const [sequence, ...rest] = readDer(der) ?? [];
	if (sequence?.tag !== DER_TAG.sequence || rest.length > 0) return undefined;
	return readDer(sequence.content);
}

function modulusBitsOf(pkcs1: Uint8Array): number | undefined {
	const members = membersOf(pkcs1)?.slice(0, 9) ?? [];
	if (members.length < 9 || members.some(({ tag }) => tag !== DER_TAG.integer)) return undefined;
	const modulus = members[1]?.content ?? new Uint8Array();
	const first = modulus.findIndex((byte) => byte !== 0);
	if (first < 0) return undefined;
	return (modulus.length - first - 1) * 8 + (32 - Math.clz32(modulus[first] ?? 0));
}

function curveOf(parameters: DerElement | undefined): string {
	if (parameters === undefined) return 'a curve that it does not name';
	if (parameters.tag !== DER_TAG.objectIdentifier) return 'a curve that it describes by numbers';
	return CURVES[toHex(parameters.content)] ?? 'another curve';
}

function wrapped(key: Uint8Array, ...algorithm: readonly Uint8Array[]): Uint8Array {
	return writeDer(
		DER_TAG.sequence,
		writeDer(DER_TAG.integer, Uint8Array.of(0)),
		writeDer(DER_TAG.sequence, ...algorithm),
		writeDer(DER_TAG.octetString, key),
	);
}

function identifierOf(hex: string): Uint8Array {
	const bytes = hex.match(/../g)?.map((digits) => Number.parseInt(digits, 16)) ?? [];
	return writeDer(DER_TAG.objectIdentifier, Uint8Array.from(bytes));
}
