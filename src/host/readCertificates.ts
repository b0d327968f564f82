import { X509Certificate } from 'node:crypto';
import { HostError } from './hostError.ts';
import { readInput } from './readInput.ts';

const BYTES_MAX = 10 * 1024 * 1024;

/**
 * The certificates in a PEM file, or the one in a DER file, each as PEM: QRadar's folder of trusted certificates takes
 * both. Throws `HostError` when there are none, or one cannot be read.
 */
export async function readCertificates(path: string): Promise<string[]> {
	const bytes = await readInput(path, { stdin: refuseStdin, bytesMax: BYTES_MAX });
	const text = Buffer.from(bytes).toString('latin1');
	if (bytes[0] === DER_SEQUENCE) return [pemOf(bytes, path)];
	const found =
		text.match(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]*-----END[^-]*-----/g) ?? [];
	if (found.length === 0) throw new HostError(`"${path}" ${whatElse(text)}`);
	for (const [index, pem] of found.entries())
		if (!isCertificate(pem)) throw damaged(path, found.length === 1 ? '' : `${index + 1}. `);
	return found;
}

/** What every certificate in binary form begins with. */
const DER_SEQUENCE = 0x30;

function pemOf(bytes: Uint8Array, path: string): string {
	try {
		return new X509Certificate(bytes).toString();
	} catch {
		throw damaged(path, '');
	}
}

function damaged(path: string, which: string): HostError {
	return new HostError(`The ${which}certificate in "${path}" cannot be read: it is damaged.`);
}

function refuseStdin(): never {
	throw new HostError('Certificates are read from a file, not from standard input.');
}

function whatElse(text: string): string {
	if (text.includes('PRIVATE KEY-----'))
		return 'holds a private key, not a certificate. Keys belong to the server alone.';
	return 'holds no certificate: neither PEM, which begins with "-----BEGIN CERTIFICATE-----", nor DER.';
}

/** Whether a text in PEM form is a certificate that can be read. */
export function isCertificate(pem: string): boolean {
	try {
		return new X509Certificate(pem).raw.length > 0;
	} catch {
		return false;
	}
}
