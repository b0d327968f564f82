import type { ResolvedPath } from '../../jpath/path.ts';
import type { ElementNode } from '../../model/workflow.ts';
import { type Completion, NEXT, Stop } from '../completion.ts';
import type { Proof } from '../http/authentication.ts';
import { type PreparedRequest, requestOf } from '../http/request.ts';
import { responseValue } from '../http/response.ts';
import { type Exchange, send } from '../http/send.ts';
import { sendWithDigest } from '../http/sendWithDigest.ts';
import { signRequest } from '../http/signRequest.ts';
import type { HttpRequest } from '../ports.ts';
import type { Run } from '../run.ts';
import type { ActionRuntime } from '../runtime.ts';
import { placeOf } from '../values.ts';

/**
 * Sends a request and stores the response. A status other than 2xx is no error; a connection that fails ends
 * the run.
 */
export const runCallEndpoint: ActionRuntime<'CallEndpoint'> = (node, run) => {
	const prepared = requestOf(node, run);
	if (prepared instanceof Stop) return prepared;
	const { savePath } = node.attributes;
	const place = savePath === undefined ? undefined : placeOf(savePath, run);
	if (place instanceof Stop) return place;
	return run.countRequest() ?? call(node, prepared, place, run);
};

async function call(
	node: ElementNode<'CallEndpoint'>,
	{ request, proof }: PreparedRequest,
	place: ResolvedPath | undefined,
	run: Run,
): Promise<Completion> {
	const exchange = await (proof === undefined
		? send(node, request, run)
		: sendProven(node, proof, request, run));
	if (exchange instanceof Stop) return exchange;
	const { reply, text, show } = exchange;
	const value = responseValue(reply, text, run);
	// Secrets in the response are learnt before anything of it is shown.
	if (!(value instanceof Stop) && place !== undefined) run.learn(place, value);
	show();
	if (value instanceof Stop) return value;
	return (place === undefined ? undefined : run.write(node, place, value)) ?? NEXT;
}

/** Sends a request whose authentication depends on the request itself. */
async function sendProven(
	node: ElementNode<'CallEndpoint'>,
	proof: Proof,
	request: HttpRequest,
	run: Run,
): Promise<Exchange | Stop> {
	if (proof.kind === 'digest')
		return sendWithDigest(proof, request, { run, send: (ready) => send(node, ready, run) });
	const signed = await signRequest(proof, request, run);
	return signed instanceof Stop ? signed : send(node, signed, run);
}
