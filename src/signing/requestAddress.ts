import { requestTargetOf } from '../base/requestTarget.ts';

/** The parts of an address that signatures cover. */
export interface RequestAddress {
	/** `http` or `https`. */
	readonly scheme: string;
	/** Lower case, without the port. */
	readonly hostname: string;
	/** Lower case, with the port unless it is the scheme's own. */
	readonly host: string;
	/** The port as digits, the scheme's own included. */
	readonly port: string;
	/** The path and the query, as they are sent. */
	readonly resource: string;
}

/** Takes an address apart; undefined when it is no address of HTTP. */
export function requestAddressOf(text: string): RequestAddress | undefined {
	const url = parsed(text);
	if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined;
	const scheme = url.protocol.slice(0, -1);
	return {
		scheme,
		hostname: url.hostname,
		host: url.host,
		port: url.port || (scheme === 'https' ? '443' : '80'),
		resource: requestTargetOf(text, url),
	};
}

function parsed(text: string): URL | undefined {
	try {
		return new URL(text);
	} catch {
		return undefined;
	}
}
