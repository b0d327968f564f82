import type { OpenQuestion } from '../base/openQuestion.ts';

/**
 * Choices of the network where nobody documents what the product does. Each has a default, and an entry in
 * `HOST_UNKNOWNS` that says why.
 */
export interface HostBehaviour {
	/** Whether the protocol of SSLConfiguration names the newest TLS version that is offered, or the oldest. */
	readonly tlsProtocol: 'newest' | 'oldest';
	/** What becomes of credentials when a redirect leads to another origin. */
	readonly redirectCredentials: 'dropped' | 'kept';
}

export const DEFAULT_HOST_BEHAVIOUR: HostBehaviour = {
	tlsProtocol: 'newest',
	redirectCredentials: 'dropped',
};

/** Every open question of this room, for the table of what the simulator assumes. */
export const HOST_UNKNOWNS: readonly OpenQuestion<keyof HostBehaviour>[] = [
	{
		id: 'tls-protocol',
		key: 'tlsProtocol',
		question: 'Is the protocol of SSLConfiguration the newest TLS version that is offered?',
		options: ['newest', 'oldest'],
		choice:
			'Yes: with "TLSv1.2", which is the default, no server is reached that insists on TLSv1.3.',
		evidence:
			'None. Java’s SSLContext.getInstance("TLSv1.2") offers nothing newer; as a least version it would.',
	},
	{
		id: 'redirect-credentials',
		key: 'redirectCredentials',
		question: 'Are credentials sent on when a redirect leads to another origin?',
		options: ['dropped', 'kept'],
		choice: 'No: they were meant for the first, and a trial should give them to nobody else.',
		evidence:
			'None. Apache HttpClient 4 sends every header of the request on, its version 5 drops credentials.',
	},
];
