import type { ResolvedPath } from '../../jpath/path.ts';
import type { ElementNode } from '../../model/workflow.ts';
import { type Completion, NEXT, Stop } from '../completion.ts';
import { type HmacHash, hmac } from '../hmac.ts';
import { toBase64 } from '../redact.ts';
import type { Run } from '../run.ts';
import type { ActionRuntime } from '../runtime.ts';
import { placeOf, textOf, wordOf } from '../values.ts';

/** Stores the keyed hash of a message; key and message are UTF-8. HEX is lower case: run log of Slack. */
export const runGenerateHMAC: ActionRuntime<'GenerateHMAC'> = (node, run) => {
	const hash = wordOf(node, 'algorithm', run);
	if (hash instanceof Stop) return hash;
	const format = wordOf(node, 'saveFormat', run);
	if (format instanceof Stop) return format;
	const key = textOf(node.attributes.secretKey, run);
	if (key instanceof Stop) return key;
	run.environment.redactor.learn(key);
	const message = textOf(node.attributes.message, run);
	if (message instanceof Stop) return message;
	const place = placeOf(node.attributes.savePath, run);
	if (place instanceof Stop) return place;
	return sign(node, { hash: hash as HmacHash, format, key, message, place }, run);
};

interface Signing {
	readonly hash: HmacHash;
	readonly format: string;
	readonly key: string;
	readonly message: string;
	readonly place: ResolvedPath;
}

async function sign(
	node: ElementNode<'GenerateHMAC'>,
	{ hash, format, key, message, place }: Signing,
	run: Run,
): Promise<Completion> {
	const encoder = new TextEncoder();
	const signature = await hmac(hash, encoder.encode(key), encoder.encode(message));
	const text = format === 'HEX' ? toHex(signature) : toBase64(signature);
	return run.write(node, place, text) ?? NEXT;
}

function toHex(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
