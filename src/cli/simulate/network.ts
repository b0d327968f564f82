import { createHostPolicy } from '../../host/hostPolicy.ts';
import { parseRoute } from '../../host/httpRoute.ts';
import { PROXY_PASSWORD_VARIABLE, type ProxyAddress, parseProxy } from '../../host/proxyAddress.ts';
import { readCertificates } from '../../host/readCertificates.ts';
import { createUndiciHttp, type NetworkHttp } from '../../host/undiciHttp.ts';
import type { Flags } from '../flags.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usageError.ts';
import { readBehaviour } from './behaviour.ts';

/** What only a run over the network knows. */
const NETWORK_FLAGS = ['route', 'allow-host', 'proxy', 'http-timeout', 'ca'];

/**
 * The network as the flags shape it. Workflow and parameter values name the hosts that may be called. `consulted` is
 * told what nobody knows about the product and made a difference.
 */
export async function createNetwork(
	flags: Flags,
	{ environment }: Terminal,
	{
		workflow,
		parameters,
		consulted,
	}: {
		readonly workflow: string;
		readonly parameters: ReadonlyMap<string, string>;
		readonly consulted: (key: string) => void;
	},
): Promise<NetworkHttp> {
	const texts = [workflow, ...parameters.values()];
	const allowedHosts = flags.list('allow-host');
	const proxy = proxyOf(flags, environment);
	const authorities = await Promise.all(flags.list('ca').map(readCertificates));
	const timeoutMs = flags.durationMs('http-timeout');
	return createUndiciHttp({
		routes: flags.list('route').map(parseRoute),
		hostPolicy: createHostPolicy({ texts, parameters, allowedHosts }),
		behaviour: readBehaviour(flags).hostBehaviour,
		consulted,
		certificateAuthorities: authorities.flat(),
		...(timeoutMs === undefined ? {} : { timeoutMs }),
		...(proxy === undefined ? {} : { proxy }),
	});
}

/** The proxy that `--proxy` names, with its password out of the environment. */
export function proxyOf(
	flags: Flags,
	environment: Terminal['environment'],
): ProxyAddress | undefined {
	const text = flags.text('proxy');
	return text === undefined ? undefined : parseProxy(text, environment[PROXY_PASSWORD_VARIABLE]);
}

/** Flags that would do nothing are said to, lest somebody think that they did. */
export function refuseNetworkFlags(flags: Flags): void {
	for (const name of NETWORK_FLAGS)
		if (flags.list(name).length > 0)
			throw new UsageError(
				`--${name} does nothing with --api: nothing leaves the machine.`,
				'simulate',
			);
}
