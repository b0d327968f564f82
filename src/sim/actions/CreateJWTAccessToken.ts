import type { ResolvedPath } from '../../jpath/path.ts';
import type { ElementNode } from '../../model/workflow.ts';
import type { JwtRequest } from '../../signing/jwt.ts';
import { type Completion, NEXT, Stop } from '../completion.ts';
import { refused } from '../http/signRequest.ts';
import type { Run } from '../run.ts';
import type { ActionRuntime } from '../runtime.ts';
import { placeOf, textOf } from '../values.ts';

type Pair = readonly [name: string, value: string];

/** Stores a signed JSON Web Token. */
export const runCreateJWTAccessToken: ActionRuntime<'CreateJWTAccessToken'> = (node, run) => {
	const parts: { Header: Pair[]; Payload: Pair[]; secret: string } = {
		Header: [],
		Payload: [],
		secret: '',
	};
	for (const part of node.children) {
		if (part.kind === 'Secret') {
			const secret = textOf(part.attributes.value, run);
			if (secret instanceof Stop) return secret;
			parts.secret = secret;
		} else {
			const pairs = pairsOf(part, run);
			if (pairs instanceof Stop) return pairs;
			parts[part.kind].push(...pairs);
		}
	}
	learnKey(parts.secret, run);
	const place = placeOf(node.attributes.savePath, run);
	if (place instanceof Stop) return place;
	const { Header: header, Payload: payload, secret } = parts;
	const acceptsBareKey = () => run.choice('bareKey') === 'accepted';
	const { version } = run.context;
	return create(node, { header, payload, secret, version, acceptsBareKey }, place, run);
};

function pairsOf(
	part: ElementNode<'Header'> | ElementNode<'Payload'>,
	run: Run,
): readonly Pair[] | Stop {
	const pairs: Pair[] = [];
	for (const { attributes } of part.children) {
		const name = textOf(attributes.name, run);
		if (name instanceof Stop) return name;
		const value = textOf(attributes.value, run);
		if (value instanceof Stop) return value;
		pairs.push([name, value]);
	}
	return pairs;
}

/** A key may be shown line by line. */
function learnKey(secret: string, run: Run): void {
	const { redactor } = run.environment;
	redactor.learn(secret);
	for (const line of secret.split(/\s+/).slice(0, 100)) if (line.length >= 16) redactor.learn(line);
}

/** What signs is loaded when it is first needed. */
async function create(
	node: ElementNode<'CreateJWTAccessToken'>,
	request: JwtRequest,
	place: ResolvedPath,
	run: Run,
): Promise<Completion> {
	const { createJwt } = await import('../../signing/jwt.ts');
	const result = await createJwt(request);
	if (!result.ok) return refused(result, node.nameSpan);
	run.environment.redactor.learn(result.token);
	return run.write(node, place, result.token) ?? NEXT;
}
