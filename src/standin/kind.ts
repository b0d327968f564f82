import { isInstantName } from './plainText.ts';
import type { Shape } from './shape.ts';

/** What sort of value a shape calls for. */
export type Kind =
	| 'fixed'
	| 'xml'
	| 'date'
	| 'split'
	| 'encoded'
	| 'captured'
	| 'array'
	| 'keyed'
	| 'object'
	| 'event'
	| 'boolean'
	| 'instant'
	| 'number'
	| 'text';

/** The kind that fits all that is done with a value; where uses contradict each other, the one that would fail. */
export function kindOf(shape: Shape): Kind {
	const { uses, members } = shape;
	if (uses.fixed !== undefined) return 'fixed';
	if (uses.queries.size > 0) return 'xml';
	if (uses.dates.size > 0) return 'date';
	if (uses.splits.size > 0) return 'split';
	if (uses.decoded.size > 0) return 'encoded';
	if (uses.captures.size > 0) return 'captured';
	if (uses.isArray) return 'array';
	if (uses.isKeyed) return 'keyed';
	if (shape.element !== undefined || (shape.isList && members.size > 0)) return 'array';
	if ([...members.values()].some(isNeeded)) return 'object';
	if (uses.parts.size > 0) return 'captured';
	if (uses.posted === 'BASE64' || uses.posted === 'HEX') return 'text';
	if (uses.isDuration && !uses.isFuture) return 'number';
	if (uses.instant !== undefined) return 'instant';
	if (isBoolean(shape)) return 'boolean';
	if (uses.address !== undefined) return 'text';
	if (uses.isNumber || isNumberBeside(shape) || hasNumbers(uses.literals)) return 'number';
	if (uses.isCounted && !uses.isText && uses.literals.size === 0) return 'array';
	if (uses.isOrdered) return isInstantName(shape.name) ? 'text' : 'number';
	if (uses.isText || uses.literals.size > 0) return 'text';
	return members.size > 0 ? 'object' : uses.posted === undefined ? 'text' : 'event';
}

/** Whether anything but the message of an error needs a value to be there. */
export function isNeeded(shape: Shape): boolean {
	const { uses, members, element } = shape;
	return (
		uses.isFirm ||
		uses.posted !== undefined ||
		(element !== undefined && element !== shape && isNeeded(element)) ||
		[...members.values()].some(isNeeded)
	);
}

/** Whether it is written where only a number can be read, or compared with a number. */
function isNumberBeside({ uses }: Shape): boolean {
	return (
		uses.isBare ||
		(uses.literals.size === 0 &&
			[...uses.partners].some((partner) => partner.uses.isBare || partner.uses.isNumber))
	);
}

function isBoolean({ uses }: Shape): boolean {
	const { literals } = uses;
	const isBooleanText = [...literals].every((text) => /^(?:true|false)$/i.test(text));
	return isBooleanText && (literals.size > 0 || (uses.isTruth && !uses.isText && !uses.isNumber));
}

function hasNumbers(literals: ReadonlySet<string>): boolean {
	const texts = [...literals].filter((text) => text !== '');
	return texts.length > 0 && texts.every((text) => /^-?\d+(?:\.\d+)?$/.test(text));
}
