import type { ElementNode } from '../../model/workflow.ts';
import { Stop } from '../completion.ts';
import { isSecretName } from '../redact.ts';
import type { Run } from '../run.ts';
import { flagOf, optionalTextOf, textOf } from '../values.ts';
import type { Pair } from './address.ts';

type NamedValue =
	| ElementNode<'QueryParameter'>
	| ElementNode<'RequestHeader'>
	| ElementNode<'FormParameter'>;

/** Names and values in order, without those that are empty and to be left out then. */
export function pairsOf(nodes: readonly NamedValue[], run: Run): Pair[] | Stop {
	const pairs: Pair[] = [];
	for (const node of nodes) {
		const name = textOf(node.attributes.name, run);
		if (name instanceof Stop) return name;
		const value = optionalTextOf(node, 'value', run) ?? '';
		if (value instanceof Stop) return value;
		if (value === '') {
			const omit = flagOf(node, 'omitIfEmpty', run);
			if (omit instanceof Stop) return omit;
			if (omit) continue;
		}
		if (isSecretName(name)) learnCredential(value, run);
		pairs.push([name, value]);
	}
	return pairs;
}

/** What follows the scheme of a credential: `Bearer abc`, `Basic abc`, `MaaS token="abc"`. */
const CREDENTIAL = /^[\w-]+\s+(?:[\w-]+=")?([^\s"]{8,})"?$/;

/** Remembers what is sent as a credential, with its scheme and without. Short words are no secrets. */
function learnCredential(value: string, run: Run): void {
	const { redactor } = run.environment;
	const bare = CREDENTIAL.exec(value)?.[1];
	if (bare !== undefined) redactor.learn(bare);
	else if (value.length >= 8) redactor.learn(value);
}
