import { HostError } from './hostError.ts';

/** A proxy between this machine and the API. */
export interface ProxyAddress {
	readonly host: string;
	readonly port: number;
	readonly user?: string;
	readonly password?: string;
}

/** The environment variable the password is taken from: on the command line others could read it. */
export const PROXY_PASSWORD_VARIABLE = 'QRADAR_WORKFLOW_PROXY_PASSWORD';

/**
 * Reads IBM's `[user@]server:port`. The port may be left out. Throws `HostError`, in which no password shows that
 * somebody put there.
 */
export function parseProxy(text: string, password: string | undefined): ProxyAddress {
	const address = text
		.trim()
		.replace(/^http:\/\//i, '')
		.replace(/\/$/, '');
	const at = address.lastIndexOf('@');
	const user = address.slice(0, Math.max(0, at));
	if (user.includes(':'))
		throw new HostError(
			`Leave the password out of the proxy address and set it in the environment as ${PROXY_PASSWORD_VARIABLE}.`,
		);
	const match = /^(?<host>[^:/\s]+|\[[0-9a-fA-F:.]+\])(?::(?<port>\d{1,5}))?$/.exec(
		address.slice(at + 1),
	);
	const { host, port } = match?.groups ?? {};
	// 8080 is the default of the log source. Source: IBM documentation "Universal Cloud REST API protocol".
	const portNumber = Number(port ?? '8080');
	if (host === undefined || portNumber < 1 || portNumber > 65535)
		// Not quoted: server:port:user:password is written so elsewhere.
		throw new HostError(
			'The proxy is not of the form [user@]server:port, for example proxy.example.com:8080.',
		);
	return { host, port: portNumber, ...(user === '' ? {} : { user, password: password ?? '' }) };
}
