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

/** Reads IBM's `[user@]server:port`. The port may be left out. Throws `HostError`. */
export function parseProxy(text: string, password: string | undefined): ProxyAddress {
	const match =
		/^(?:(?<user>[^@]*)@)?(?<host>[^@:/\s]+|\[[0-9a-fA-F:.]+\])(?::(?<port>\d{1,5}))?$/.exec(
			text.replace(/^http:\/\//, ''),
		);
	const { user, host, port } = match?.groups ?? {};
	// 8080 is the default of the log source. Source: IBM documentation "Universal Cloud REST API protocol".
	const portNumber = Number(port ?? '8080');
	if (host === undefined || portNumber < 1 || portNumber > 65535)
		throw new HostError(`The proxy "${text}" is not of the form [user@]server:port.`);
	if (user?.includes(':'))
		throw new HostError(
			`Leave the password out of the proxy address and set it in the environment as ${PROXY_PASSWORD_VARIABLE}.`,
		);
	return {
		host,
		port: portNumber,
		...(user === undefined || user === '' ? {} : { user, password: password ?? '' }),
	};
}
