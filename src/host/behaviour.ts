import {
	type BehaviourOf,
	defaultsOf,
	type FixedQuestion,
	type Switches,
} from '../base/openQuestion.ts';

/** Choices of the network where nobody documents what the product does, the default first. */
export const HOST_SWITCHES = {
	tlsProtocol: {
		group: 'network',
		question: 'Is the protocol of SSLConfiguration the newest TLS version that is offered?',
		options: ['newest', 'oldest'],
		choice:
			'Yes: with "TLSv1.2", which is the default, no server is reached that insists on TLSv1.3.',
		evidence:
			'None. Java’s SSLContext.getInstance("TLSv1.2") offers nothing newer; as a least version it would.',
	},
	redirectCredentials: {
		group: 'network',
		question: 'Are credentials sent on when a redirect leads to another origin?',
		options: ['dropped', 'kept'],
		choice: 'No: they were meant for the first, and a trial should give them to nobody else.',
		evidence:
			'None. Apache HttpClient 4 sends every header of the request on, its version 5 drops credentials.',
	},
	redirectCookies: {
		group: 'network',
		question: 'Are cookies that a redirect sets sent to the address that it leads to?',
		options: ['ignored', 'sent'],
		choice: 'No: no cookie is sent that the workflow does not send.',
		evidence:
			'None. Apache HttpClient 4 sends them on (recorded) unless its management of cookies is switched off.',
	},
	brotliBody: {
		group: 'network',
		question: 'Is a body unpacked that a server packs with br?',
		options: ['unpacked', 'as-it-is'],
		choice:
			'Yes, like one packed with gzip or deflate. Servers send br only when they are asked for it.',
		evidence:
			'None. Apache HttpClient 4 asks for gzip and deflate alone, and hands a body packed with br on as it is.',
	},
	refusedTunnel: {
		group: 'network',
		question: 'Does the run end when a proxy refuses to connect to an https address?',
		options: ['fault', 'answer'],
		choice: 'Yes, and the message names the proxy.',
		evidence:
			'None. Apache HttpClient 4 hands the proxy’s answer on as if it were the server’s, so that status_code is 407 or 403 (recorded).',
	},
} as const satisfies Switches;

/** What is not known either, and where no switch chooses. */
export const HOST_FIXED: readonly FixedQuestion[] = [
	{
		id: 'http-time-out',
		number: 'U-14',
		group: 'network',
		question: 'How long may a server keep silent?',
		choice: '60 seconds, and ten times as long for a whole answer; then the run fails.',
		evidence: 'None. Apache HttpClient alone would wait for ever.',
		fixed: 'It is a time, given with --http-timeout.',
	},
	{
		id: 'untrusted-host-name',
		group: 'network',
		question: 'May an untrusted certificate that is accepted be for another host?',
		choice: 'Yes: nothing of it is checked.',
		evidence: 'None. Apache HttpClient has a switch for the issuer, and one for the name.',
		fixed: 'The other reading only refuses more, and says so in its own words.',
	},
];

/** What is chosen, by the names of the switches. */
export type HostBehaviour = BehaviourOf<typeof HOST_SWITCHES>;

/** The choice that fits the evidence best, of every switch. */
export const DEFAULT_HOST_BEHAVIOUR: HostBehaviour = defaultsOf(HOST_SWITCHES);
