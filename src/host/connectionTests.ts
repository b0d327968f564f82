import { lookup } from 'node:dns/promises';
import { connect, isIP } from 'node:net';
import { codeOf } from './hostError.ts';
import { faultOf } from './httpFault.ts';
import { type Route, routedOrigin } from './httpRoute.ts';
import type { ProxyAddress } from './proxyAddress.ts';
import { testHandshake } from './tlsHandshake.ts';
import { createUndiciHttp } from './undiciHttp.ts';

/** One test of a connection, everything filled in. */
export type ConnectionTest =
	| { readonly kind: 'dns'; readonly host: string }
	| { readonly kind: 'tcp' | 'tls'; readonly host: string; readonly port: number }
	| { readonly kind: 'http'; readonly url: string; readonly expectedStatus: number };

export interface ConnectionTestOptions {
	/** How long one test may take. Default 15 seconds. */
	readonly timeoutMs?: number;
	/** For requests only: the other tests connect directly. Assumed: as their names say. */
	readonly proxy?: ProxyAddress;
	readonly routes?: readonly Route[];
	readonly allowUntrustedCertificates?: boolean;
	/** Further authorities to trust, each as PEM. */
	readonly certificateAuthorities?: readonly string[];
	readonly signal?: AbortSignal;
}

/** How a test went, in sentences for people. */
export interface ConnectionTestResult {
	readonly ok: boolean;
	/** What was found, or what failed and why. */
	readonly message: string;
	/** What to do. */
	readonly help?: string;
}

/** Where a connection really goes. */
export interface Place {
	/** The name that the server must have, whatever the route: as for requests. */
	readonly name: string;
	readonly host: string;
	readonly port: number;
	/** Whether a route leads to a plain server. */
	readonly isPlain: boolean;
}

/** Runs one test over the network. Never rejects: what goes wrong is the result. */
export async function runConnectionTest(
	test: ConnectionTest,
	options: ConnectionTestOptions = {},
): Promise<ConnectionTestResult> {
	const { timeoutMs = 15_000, signal } = options;
	const host = hostOf(test);
	const timer = new AbortController();
	const ends = AbortSignal.any(signal === undefined ? [timer.signal] : [timer.signal, signal]);
	const timeout = setTimeout(() => timer.abort(), timeoutMs);
	try {
		return await Promise.race([perform(test, options, ends), ended(ends, host, timeoutMs)]);
	} catch (error) {
		return { ok: false, message: faultOf(error, host).message };
	} finally {
		clearTimeout(timeout);
		timer.abort();
	}
}

function hostOf(test: ConnectionTest): string {
	if (test.kind !== 'http') return test.host;
	return URL.canParse(test.url) ? new URL(test.url).host : test.url;
}

function perform(
	test: ConnectionTest,
	options: ConnectionTestOptions,
	signal: AbortSignal,
): Promise<ConnectionTestResult> {
	switch (test.kind) {
		case 'dns':
			return resolveName(test.host, options);
		case 'tcp':
			return openConnection(placeOf(test, options), signal);
		case 'tls':
			return testHandshake(placeOf(test, options), options, signal);
		case 'http':
			return sendRequest(test, options, signal);
	}
}

/** Ends when the signal does. A caller who interrupts does not read the result. */
function ended(signal: AbortSignal, host: string, timeoutMs: number) {
	return new Promise<ConnectionTestResult>((resolve) => {
		const message = `Nothing came from "${host}" within ${timeoutMs / 1000} seconds.`;
		const help = 'Check the network, the firewall and the port; --timeout gives it longer.';
		signal.addEventListener('abort', () => resolve({ ok: false, message, help }), { once: true });
	});
}

async function resolveName(
	host: string,
	{ routes = [] }: ConnectionTestOptions,
): Promise<ConnectionTestResult> {
	const route = routes.find(({ from }) => new URL(from).hostname === host.toLowerCase());
	const name = route === undefined ? host : bare(new URL(route.to).hostname);
	try {
		const addresses = await lookup(bare(name), { all: true });
		const list = [...new Set(addresses.map(({ address }) => address))].join(', ');
		return { ok: true, message: `${name === host ? '' : `routed to ${name}: `}${list}` };
	} catch (error) {
		return (
			NAME_FAULTS[codeOf(error)]?.(name) ?? { ok: false, message: faultOf(error, name).message }
		);
	}
}

type NameFault = (host: string) => ConnectionTestResult;

const unknownName: NameFault = (host) => ({
	ok: false,
	message: `There is no host "${host}".`,
	help: 'Check its spelling. A name of your own network must be known to the name server of this machine.',
});

const NAME_FAULTS: Readonly<Record<string, NameFault>> = {
	ENOTFOUND: unknownName,
	EAI_NODATA: unknownName,
	EAI_AGAIN: (host) => ({
		ok: false,
		message: `No name server answered when asked for "${host}".`,
		help: 'Check the network and the DNS settings of this machine.',
	}),
};

/** Where a host and a port lead, routes considered. */
function placeOf(
	{ host, port }: { readonly host: string; readonly port: number },
	{ routes = [] }: ConnectionTestOptions,
): Place {
	const shown = isIP(host) === 6 ? `[${host}]` : host;
	for (const scheme of ['https', 'http']) {
		const address = `${scheme}://${shown}:${port}`;
		if (!URL.canParse(address)) break;
		const { origin } = new URL(address);
		const target = new URL(routedOrigin(origin, routes));
		if (target.origin === origin) continue;
		const isPlain = target.protocol === 'http:';
		const standard = isPlain ? 80 : 443;
		const place = { host: bare(target.hostname), port: Number(target.port || standard) };
		return { ...place, name: host, isPlain };
	}
	return { name: host, host, port, isPlain: false };
}

function openConnection({ host, port }: Place, signal: AbortSignal): Promise<ConnectionTestResult> {
	return new Promise((resolve) => {
		const socket = connect({ host, port, signal });
		const finish = (result: ConnectionTestResult) => {
			socket.destroy();
			resolve(result);
		};
		socket.once('connect', () =>
			finish({ ok: true, message: `connected to ${socket.remoteAddress}, port ${port}` }),
		);
		socket.once('error', (error) => {
			if (!signal.aborted) finish({ ok: false, message: faultOf(error, host).message });
		});
	});
}

async function sendRequest(
	{ url, expectedStatus }: { readonly url: string; readonly expectedStatus: number },
	options: ConnectionTestOptions,
	signal: AbortSignal,
): Promise<ConnectionTestResult> {
	const { proxy, routes = [], certificateAuthorities = [], timeoutMs = 15_000 } = options;
	const http = createUndiciHttp({
		// The test as a whole is timed: its own message comes first.
		timeoutMs: 2 * timeoutMs,
		routes,
		certificateAuthorities,
		...(proxy === undefined ? {} : { proxy }),
	});
	try {
		// Assumed: the test has no SSLConfiguration, so it offers what Java offers by itself.
		const allowUntrustedServerCertificate = options.allowUntrustedCertificates ?? false;
		const tls = { protocol: 'TLS', allowUntrustedServerCertificate };
		const request = { method: 'GET', url, headers: [], tls, bodyBytesMax: BODY_BYTES_MAX };
		const result = await http.send(request, signal);
		if (!result.ok) return { ok: false, message: result.fault.message };
		const { status, statusMessage } = result.reply;
		const answer = `${status} ${statusMessage}`.trim();
		if (status === expectedStatus)
			return {
				ok: true,
				message: `answered ${answer}, as expected${proxy === undefined ? '' : ', through the proxy'}`,
			};
		const who = status === 407 ? 'The proxy' : 'It';
		return {
			ok: false,
			message: `${who} answered ${answer}, not ${expectedStatus}.`,
			help: adviceOn(status, proxy !== undefined),
		};
	} finally {
		await http.close();
	}
}

const BODY_BYTES_MAX = 100 * 1024 * 1024;

function adviceOn(status: number, hasProxy: boolean): string {
	if (status === 407)
		return 'The proxy wants to know who you are: -p USER@SERVER:PORT, with the password in QRADAR_WORKFLOW_PROXY_PASSWORD.';
	if (status >= 500) return 'Something is wrong at the server, or at a proxy in front of it.';
	const reached = hasProxy
		? 'the server, or the proxy before it, is reached'
		: 'the server is reached';
	return `So ${reached}. If that is how it answers without a login, set expectedResponseStatus="${status}".`;
}

function bare(host: string): string {
	return host.replace(/^\[|\]$/g, '');
}
