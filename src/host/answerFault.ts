import type { HttpFault } from '../sim/ports.ts';

/** A server that does not answer, or stops in the middle. `limit` says what set the time: a flag. */
export function timeoutFault(
	host: string,
	timeoutMs: number,
	phase: TimeoutPhase,
	limit: string,
): HttpFault {
	const { what, advice } = PHASES[phase];
	const seconds = timeoutMs / 1000;
	const span = `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
	return { kind: 'timeout', message: `"${host}" ${what} within ${span} (${limit}). ${advice}` };
}

export type TimeoutPhase = 'connect' | 'answer' | 'body' | 'whole';

const PHASES: Readonly<Record<TimeoutPhase, { readonly what: string; readonly advice: string }>> = {
	connect: {
		what: 'did not complete a connection',
		advice: 'Check the address, the port and the firewall between.',
	},
	answer: {
		what: 'accepted the request but did not answer',
		advice: 'Try again later, or let it take longer.',
	},
	body: {
		what: 'began to answer but sent nothing more',
		advice: 'Try again later, or let it take longer.',
	},
	whole: {
		what: 'kept sending but did not finish its answer',
		advice: 'Ask the API for smaller pages, or let it take longer.',
	},
};

/** The product's own limit, and the flag that sets ours: what the simulator has for a default too. */
export const BODY_LIMIT = { bytesMax: 100 * 1024 * 1024, flag: '--max-body-bytes' } as const;

/**
 * A body over the limit. The product has a limit of its own, which ours is unless it was lowered.
 * Source: product message quoted in issue 22 of IBM's public workflow repository.
 */
export function bodyTooLargeFault(host: string, bytesMax: number): HttpFault {
	const what = `The body of the answer from "${host}" is over ${bytesText(bytesMax)}`;
	const { flag, bytesMax: productBytesMax } = BODY_LIMIT;
	if (bytesMax < productBytesMax)
		return {
			kind: 'body-too-large',
			message: `${what} (limit ${flag}). Ask the API for smaller pages, or raise the limit.`,
		};
	return {
		kind: 'body-too-large',
		message: `${what}. Ask the API for smaller pages: ${flag} raises the limit here, but not in QRadar.`,
		productMessage: `Body exceeds the currently supported maximum of ${bytesText(productBytesMax)}`,
	};
}

/** How a connection ended too early. */
export interface Closed {
	/** Of the body; undefined when nothing was answered. */
	readonly receivedBytes: number | undefined;
}

/**
 * A server that closes the connection before it answers, after so many tries, or within its answer. Through a proxy
 * (its host and port), either may have done it.
 */
export function closedFault(
	{ host, proxy }: { readonly host: string; readonly proxy: string | undefined },
	{ receivedBytes }: Closed,
	tries: number,
): HttpFault {
	const who = proxy === undefined ? `"${host}"` : `"${host}", or the proxy "${proxy}" before it,`;
	const how =
		receivedBytes !== undefined
			? `in the middle of its answer, after ${bytesText(receivedBytes)} of the body`
			: `without an answer${tries > 1 ? `, ${tries} times in a row` : ''}`;
	const advice =
		receivedBytes === undefined && tries === 1
			? 'The request was not sent again, for it may have been carried out.'
			: 'If that happens again, look into the log of the server, or of a firewall between.';
	return { kind: 'connection-reset', message: `${who} closed the connection ${how}. ${advice}` };
}

/** A body that is not packed as its Content-Encoding says. */
export function unpackFault(host: string, encoding: string, isCutOff: boolean): HttpFault {
	const what = isCutOff
		? `The answer of "${host}" is packed with ${encoding} and cut off: its end is missing.`
		: `"${host}" says that its answer is packed with ${encoding}, but it cannot be unpacked: it is damaged, or not packed at all.`;
	return {
		kind: 'other',
		message: `${what} The fault is the server's, or that of a proxy between; the header Accept-Encoding with the value "identity" asks for an answer that is not packed.`,
	};
}

/** A number of bytes for people. */
export function bytesText(bytes: number): string {
	const megabytes = bytes / 1024 / 1024;
	if (megabytes >= 1 && Number.isInteger(megabytes)) return `${megabytes} MB`;
	return `${bytes.toLocaleString('en-US')} ${bytes === 1 ? 'byte' : 'bytes'}`;
}
