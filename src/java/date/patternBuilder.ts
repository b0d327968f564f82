import { invariant } from '../../base/invariant.ts';
import type { DateElement, NumberElement } from './pattern.ts';

interface Level {
	readonly offset: number;
	readonly elements: DateElement[];
	/** Where the number stands that following numbers without a separator take their digits from. */
	activeNumber: number | undefined;
}

/** Gathers a pattern's elements, and settles how numbers without separators share their digits. */
export class PatternBuilder {
	private readonly levels: Level[] = [{ offset: 0, elements: [], activeNumber: undefined }];
	private padWidth = 0;

	/** How many optional sections are open. */
	get depth(): number {
		return this.levels.length - 1;
	}

	/** Pads the next element to a width. It shares no digits with what stands before it. */
	padNext(width: number): void {
		this.padWidth = width;
		this.top().activeNumber = undefined;
	}

	/** Adds elements; returns a message when Java would not take them here. */
	append(elements: readonly DateElement[]): string | undefined {
		for (const element of elements) {
			const message =
				element.kind === 'number' ? this.appendNumber(element) : this.appendOther(element);
			if (message !== undefined) return message;
		}
		return undefined;
	}

	appendLiteral(text: string, offset: number): void {
		this.appendOther({ kind: 'literal', text, offset });
	}

	openOptional(offset: number): void {
		this.top().activeNumber = undefined;
		this.levels.push({ offset, elements: [], activeNumber: undefined });
	}

	closeOptional(): void {
		const level = this.levels.pop();
		if (level !== undefined && level.elements.length > 0)
			this.appendOther({ kind: 'optional', elements: level.elements, offset: level.offset });
	}

	/** The pattern's elements; open optional sections end here. */
	finish(): readonly DateElement[] {
		while (this.depth > 0) this.closeOptional();
		return this.top().elements;
	}

	/** A number behind a number: one of fixed width is read after the first has left it its digits. */
	private appendNumber(number: NumberElement & { readonly offset: number }): string | undefined {
		const level = this.top();
		const active = level.activeNumber;
		if (active === undefined) {
			level.activeNumber = this.appendElement(number);
			return undefined;
		}
		const base = level.elements[active];
		if (base?.kind !== 'number')
			return 'A padded number cannot be directly followed by a number (ClassCastException in Java)';
		if (number.joinWidth > 0) {
			level.elements[active] = { ...base, reserved: base.reserved + number.joinWidth };
			this.appendElement(number);
		} else {
			level.elements[active] = { ...base, reserved: 0 };
			level.activeNumber = this.appendElement(number);
		}
		return undefined;
	}

	private appendOther(element: DateElement): undefined {
		this.appendElement(element);
		this.top().activeNumber = undefined;
		return undefined;
	}

	private appendElement(element: DateElement): number {
		const padWidth = this.padWidth;
		this.padWidth = 0;
		return (
			this.top().elements.push(
				padWidth > 0 ? { kind: 'pad', width: padWidth, element, offset: element.offset } : element,
			) - 1
		);
	}

	private top(): Level {
		const level = this.levels.at(-1);
		invariant(level !== undefined, 'A pattern has an outermost level.');
		return level;
	}
}
