import { X509Certificate } from 'node:crypto';
import { HostError } from './hostError.ts';
import { readInput } from './readInput.ts';

const BYTES_MAX = 10 * 1024 * 1024;

/** The certificates in a PEM file, each as PEM. Throws `HostError` when there are none, or one cannot be read. */
export async function readCertificates(path: string): Promise<string[]> {
	const bytes = await readInput(path, { stdin: refuseStdin, bytesMax: BYTES_MAX });
	const text = Buffer.from(bytes).toString('latin1');
	const found =
		text.match(/-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[^-]*-----END[^-]*-----/g) ?? [];
	if (found.length === 0) throw new HostError(`"${path}" ${whatElse(text)}`);
	for (const [index, pem] of found.entries())
		if (!isCertificate(pem))
			throw new HostError(
				`The ${found.length === 1 ? '' : `${index + 1}. `}certificate in "${path}" cannot be read: it is damaged.`,
			);
	return found;
}

function refuseStdin(): never {
	throw new HostError('Certificates are read from a file, not from standard input.');
}

function whatElse(text: string): string {
	if (text.startsWith('\x30\x82'))
		return 'holds a certificate in binary form (DER). Turn it into PEM with "openssl x509 -inform der -in FILE -out FILE.pem".';
	if (text.includes('PRIVATE KEY-----'))
		return 'holds a private key, not a certificate. Keys belong to the server alone.';
	return 'holds no certificate in PEM form, which begins with "-----BEGIN CERTIFICATE-----".';
}

/** Whether a text in PEM form is a certificate that can be read. */
export function isCertificate(pem: string): boolean {
	try {
		return new X509Certificate(pem).raw.length > 0;
	} catch {
		return false;
	}
}
