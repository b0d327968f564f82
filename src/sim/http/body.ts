import type { ChildOf, ElementNode } from '../../model/workflow.ts';
import { Stop } from '../completion.ts';
import { failure } from '../faults.ts';
import type { Run } from '../run.ts';
import { optionalTextOf, textOf } from '../values.ts';
import { formEncode, type Pair } from './address.ts';
import { encodeText } from './charset.ts';
import { pairsOf } from './pairs.ts';
import { xmlBodyOf } from './xmlText.ts';

/** A body ready to send, and the content type that goes with it. */
export interface RequestContent {
	readonly contentType: string;
	readonly body: string | Uint8Array;
}

/** The body of a request; undefined when the element is none. */
export function contentOf(
	part: ChildOf<'CallEndpoint'>,
	run: Run,
): RequestContent | undefined | Stop {
	switch (part.kind) {
		case 'RequestBody':
			return encode(part, part.text === undefined ? '' : textOf(part.text, run), run);
		case 'XmlRequestBody':
			return encode(part, part.fragment === undefined ? '' : xmlBodyOf(part, run), run);
		case 'UrlEncodedFormRequestBody': {
			const pairs: Pair[] | Stop = pairsOf(part.children, run);
			if (pairs instanceof Stop) return pairs;
			const isAscii = pairs.every(([name, value]) => !/[^\0-\x7f]/.test(name + value));
			const charset = isAscii ? 'UTF-8' : run.choice('formCharset');
			const body = formEncode(pairs, charset);
			return { contentType: 'application/x-www-form-urlencoded', body };
		}
		default:
			return undefined;
	}
}

function encode(
	part: ElementNode<'RequestBody'> | ElementNode<'XmlRequestBody'>,
	text: string | Stop,
	run: Run,
): RequestContent | Stop {
	if (text instanceof Stop) return text;
	const type = optionalTextOf(part, 'type', run);
	if (type instanceof Stop) return type;
	const encoding = optionalTextOf(part, 'encoding', run);
	if (encoding instanceof Stop) return encoding;
	const charset = encoding?.trim() ?? 'UTF-8';
	const body = encodeText(text, charset);
	if (body === undefined)
		return failure(`"${charset}" is not a character set that can be sent.`, {
			help: 'Use UTF-8. ISO-8859-1, US-ASCII, UTF-16 and sets of one byte such as windows-1252 are possible too.',
			span: part.attributes.encoding?.span,
		});
	return { contentType: `${type?.trim() ?? ''}; charset=${charset}`, body };
}
