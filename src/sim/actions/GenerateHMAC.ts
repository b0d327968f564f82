import type { ResolvedPath } from '../../jpath/path.ts';
import type { ElementNode } from '../../model/workflow.ts';
import type { HmacRequest } from '../../signing/hmac.ts';
import { type Completion, NEXT, Stop } from '../completion.ts';
import { refused } from '../http/signRequest.ts';
import type { Run } from '../run.ts';
import type { ActionRuntime } from '../runtime.ts';
import { placeOf, textOf, wordOf } from '../values.ts';

/** Stores the keyed hash of a message. */
export const runGenerateHMAC: ActionRuntime<'GenerateHMAC'> = (node, run) => {
	const algorithm = wordOf(node, 'algorithm', run);
	if (algorithm instanceof Stop) return algorithm;
	const format = wordOf(node, 'saveFormat', run);
	if (format instanceof Stop) return format;
	const key = textOf(node.attributes.secretKey, run);
	if (key instanceof Stop) return key;
	run.environment.redactor.learn(key);
	const message = textOf(node.attributes.message, run);
	if (message instanceof Stop) return message;
	const place = placeOf(node.attributes.savePath, run);
	if (place instanceof Stop) return place;
	return sign(node, { algorithm, format, key, message }, place, run);
};

/** The hashes are loaded when they are first needed: most workflows sign nothing. */
async function sign(
	node: ElementNode<'GenerateHMAC'>,
	request: HmacRequest,
	place: ResolvedPath,
	run: Run,
): Promise<Completion> {
	const { createHmac } = await import('../../signing/hmac.ts');
	const result = createHmac(request);
	if (!result.ok) return refused(result, node.nameSpan);
	return run.write(node, place, result.text) ?? NEXT;
}
