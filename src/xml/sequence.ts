import { isAvailable } from '../base/version.ts';
import { type ElementKey, elementName, specOf } from '../catalog/catalog.ts';
import type { SequencePart } from '../catalog/spec.ts';
import type { XmlElement } from '../model/workflow.ts';
import { type Block, readChild, reportUnexpected } from './readContent.ts';
import type { Reading } from './readElement.ts';

/** Reads children that stand in a fixed order, each part so many times. */
export function readSequence(
	{ key: parent, xml, candidates, nodes }: Block,
	parts: readonly SequencePart[],
	reading: Reading,
): void {
	const counts = parts.map(() => 0);
	const allowed = parts
		.flatMap((part) => part.of as readonly ElementKey[])
		.filter((key) => isAvailable(specOf(key).since, reading.version))
		.map(elementName);
	/** What stands already, in the order of the document. */
	const standing: { readonly index: number; readonly name: string }[] = [];
	/** Which elements stand behind which others: a finding for the first says it of all of its name. */
	const misplaced = new Set<string>();
	/** Elements of movable parts that came before their place. */
	const early: XmlElement[] = [];
	let at = 0;

	for (const candidate of candidates) {
		const { xml: child } = candidate;
		const place =
			child.namespace === reading.namespace ? findPart(parts, child.localName) : undefined;
		if (place === undefined) {
			reportUnexpected(parent, child, allowed, reading);
			continue;
		}
		const { index, key } = place;
		const part = parts[index];
		if (part === undefined) continue;
		if (!isAvailable(specOf(key).since, reading.version)) {
			report(reading, 'unavailable-element', child, {
				message: `<${child.name}> exists from ${specOf(key).since} on; this document is ${reading.version}.`,
				help: 'Leave it out, or change the version in the namespace of both documents.',
			});
			continue;
		}
		if (index < at) {
			const follower = standing.find((other) => other.index > index);
			const message = `<${child.name}> must stand before <${follower?.name ?? elementName(parent)}>.`;
			const help = `The order in <${elementName(parent)}> is ${allowed.join(', ')}.`;
			if (!misplaced.has(message)) report(reading, 'misplaced-element', child, { message, help });
			misplaced.add(message);
		} else if (part.max === 1 && (counts[index] ?? 0) > 0) {
			report(reading, 'duplicate-element', child, {
				message:
					part.of.length === 1
						? `<${elementName(parent)}> takes only one <${child.name}>.`
						: `<${elementName(parent)}> takes only one of ${part.of.map((name) => `<${name}>`).join(', ')}.`,
				help: 'Remove one of them.',
			});
		}
		counts[index] = (counts[index] ?? 0) + 1;
		standing.push({ index, name: child.name });
		if (part.movable === true && index > at) early.push(child);
		else at = Math.max(at, index);
		if (part.movable !== true && early.length > 0) warnEarly(parts, index, early, reading);
		nodes.push(readChild(key, candidate, reading));
	}

	parts.forEach((part, index) => {
		if (part.min === 0 || (counts[index] ?? 0) > 0) return;
		const names = part.of.map((key) => `<${elementName(key as ElementKey)}>`);
		report(reading, 'missing-element', xml, {
			message: `<${elementName(parent)}> needs ${names.length === 1 ? '' : 'at least one of '}${names.join(', ')}.`,
			help: specOf((part.of[0] ?? parent) as ElementKey).doc,
		});
	});
}

function findPart(
	parts: readonly SequencePart[],
	name: string,
): { index: number; key: ElementKey } | undefined {
	for (let index = 0; index < parts.length; index++) {
		for (const key of parts[index]?.of ?? [])
			if (elementName(key as ElementKey) === name) return { index, key: key as ElementKey };
	}
	return undefined;
}

function report(
	{ diagnostics }: Reading,
	rule: string,
	at: XmlElement,
	{ message, help }: { message: string; help: string },
): void {
	diagnostics.push({
		rule,
		layer: 'schema',
		severity: 'error',
		message,
		help,
		span: at.nameSpan ?? { start: 0, end: 0 },
	});
}

/** An element whose place is not published stands before another that IBM's table lists first. */
function warnEarly(
	parts: readonly SequencePart[],
	index: number,
	early: XmlElement[],
	{ diagnostics }: Reading,
): void {
	for (const child of early) {
		const place = findPart(parts, child.localName)?.index ?? 0;
		if (index >= place) continue;
		diagnostics.push({
			rule: 'unusual-place',
			layer: 'lint',
			severity: 'warning',
			message: `<${child.name}> stands before an element that IBM’s documentation lists before it.`,
			help: 'The schema of V2_1 is not published. Behind the headers and before the body is the safest place.',
			span: child.nameSpan ?? { start: 0, end: 0 },
		});
	}
	early.length = 0;
}
