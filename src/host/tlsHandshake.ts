import { isIP } from 'node:net';
import { checkServerIdentity, connect, type DetailedPeerCertificate } from 'node:tls';
import type { ConnectionTestOptions, ConnectionTestResult, Place } from './connectionTests.ts';
import { faultOf } from './httpFault.ts';
import { createTrust } from './tlsOptions.ts';

/** Makes a TLS connection and judges the certificate: all that is wrong with it, not only the first thing. */
export function testHandshake(
	{ name, host, port, isPlain }: Place,
	options: ConnectionTestOptions,
	signal: AbortSignal,
): Promise<ConnectionTestResult> {
	if (isPlain) {
		const message = `A route leads to http://${host}:${port}, where there is no TLS.`;
		return Promise.resolve({ ok: false, message, help: 'Route to an https:// origin.' });
	}
	return new Promise((resolve) => {
		const socket = connect({
			host,
			port,
			...(isIP(name) === 0 ? { servername: name } : {}),
			rejectUnauthorized: false,
			checkServerIdentity: () => undefined,
			secureContext: createTrust({ minVersion: 'TLSv1.2' }, options.certificateAuthorities ?? []),
		});
		const finish = (result: ConnectionTestResult) => {
			socket.destroy();
			resolve(result);
		};
		signal.addEventListener('abort', () => socket.destroy(), { once: true });
		socket.once('error', (error) => {
			if (!signal.aborted) finish({ ok: false, message: faultOf(error, name).message });
		});
		socket.once('secureConnect', () => {
			const certificate = socket.getPeerCertificate(true);
			const error = socket.authorized ? '' : String(socket.authorizationError ?? '');
			const problems = problemsOf(certificate, { host: name, error, nowMs: Date.now() });
			finish(
				verdictOn(certificate, problems, {
					protocol: socket.getProtocol() ?? 'TLS',
					isAccepted: options.allowUntrustedCertificates === true,
				}),
			);
		});
	});
}

interface Problem {
	readonly message: string;
	readonly help: string;
}

function verdictOn(
	certificate: DetailedPeerCertificate,
	problems: readonly Problem[],
	{ protocol, isAccepted }: { readonly protocol: string; readonly isAccepted: boolean },
): ConnectionTestResult {
	const about = `${protocol}, certificate ${described(certificate)}`;
	if (problems.length === 0) return { ok: true, message: about };
	const found = problems.map(({ message }) => message).join(' ');
	if (isAccepted) return { ok: true, message: `${about}, accepted because of -u. ${found}` };
	const advice = [...new Set(problems.map(({ help }) => help))].join(' ');
	return {
		ok: false,
		message: found,
		help: `${advice} The certificate: ${described(certificate)}.`,
	};
}

/** Everything that is wrong with a certificate. `error` is OpenSSL's code, of which there is only one. */
function problemsOf(
	certificate: DetailedPeerCertificate,
	{ host, error, nowMs }: { readonly host: string; readonly error: string; readonly nowMs: number },
): Problem[] {
	const problems: Problem[] = [];
	for (const link of chainOf(certificate)) {
		const whose =
			link === certificate
				? `The certificate of "${host}"`
				: `The certificate of the authority ${nameOf(link.subject)}`;
		if (Date.parse(link.valid_to) < nowMs)
			problems.push({
				message: `${whose} expired on ${day(link.valid_to)}.`,
				help: 'Its owner must renew it.',
			});
		else if (Date.parse(link.valid_from) > nowMs)
			problems.push({
				message: `${whose} is not valid before ${day(link.valid_from)}.`,
				help: 'Check the clock of this machine.',
			});
	}
	if (checkServerIdentity(host, certificate) !== undefined)
		problems.push({
			message: `The certificate is made out to ${namesOf(certificate)}, not to "${host}".`,
			help: 'Check the host name.',
		});
	const isSelfSigned = certificate.issuerCertificate?.fingerprint256 === certificate.fingerprint256;
	if (error === 'DEPTH_ZERO_SELF_SIGNED_CERT' || (isSelfSigned && UNTRUSTED.has(error)))
		problems.push({
			message: `The certificate of "${host}" is self-signed, so nothing vouches for it.`,
			help: 'In QRadar, put it into /opt/qradar/conf/trusted_certificates; here --ca FILE trusts it, and -u accepts it for a trial.',
		});
	else if (error !== '' && (UNTRUSTED.has(error) || problems.length === 0))
		problems.push({
			message: UNTRUSTED.has(error)
				? `The certificate of "${host}" comes from ${nameOf(certificate.issuer)}, which this machine does not know, or the server leaves out a certificate between.`
				: `The certificate of "${host}" is refused: ${error}.`,
			help: 'In QRadar, put that authority into /opt/qradar/conf/trusted_certificates; here --ca FILE trusts it, and -u accepts it for a trial.',
		});
	return problems;
}

const UNTRUSTED: ReadonlySet<string> = new Set([
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
	'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

/** The certificate and those that vouch for it. A self-signed one is its own issuer. */
function chainOf(certificate: DetailedPeerCertificate): DetailedPeerCertificate[] {
	const chain: DetailedPeerCertificate[] = [];
	for (
		let link: DetailedPeerCertificate | undefined = certificate;
		link !== undefined && !chain.includes(link) && chain.length < 10;
		link = link.issuerCertificate
	)
		chain.push(link);
	return chain;
}

function described({ subject, issuer, valid_from, valid_to }: DetailedPeerCertificate): string {
	return `of ${nameOf(subject)}, issued by ${nameOf(issuer)}, valid from ${day(valid_from)} to ${day(valid_to)}`;
}

function nameOf(name: DetailedPeerCertificate['subject'] | undefined): string {
	const text = name?.CN ?? name?.O ?? name?.OU ?? '';
	return text === '' ? 'nobody' : `"${String(text).slice(0, 100)}"`;
}

function namesOf({ subject, subjectaltname }: DetailedPeerCertificate): string {
	const names = (subjectaltname ?? '').replaceAll(/(?:DNS|IP Address):/g, '').slice(0, 200);
	return names === '' ? nameOf(subject) : `"${names}"`;
}

/** `2126-10-28` of OpenSSL’s `Oct 28 01:33:05 2126 GMT`. */
function day(text: string): string {
	const time = Date.parse(text);
	return Number.isNaN(time) ? text : new Date(time).toISOString().slice(0, 10);
}
