import type { Version } from '../base/version.ts';

/**
 * What the text of an attribute is. It decides which parser reads it and when it is rendered:
 * `text` taken as it stands (names, labels) · `boolean` an xs:boolean · `template` text with `${…}` holes ·
 * `path` a template whose text must be a JPath path · `condition` a template whose text must be a JPath
 * expression. Source: reference 3.1, every string of an action is rendered first.
 */
export type AttributeKind = 'text' | 'boolean' | 'template' | 'path' | 'condition';

/**
 * What a text must be once it is rendered, where it is in a language of its own. The schema lets anything pass,
 * because a template may stand there; a constant can be judged before anything runs.
 */
export type TextSyntax =
	| 'date-pattern'
	| 'time-zone'
	| 'regular-expression'
	/** A regular expression with exactly one capturing group. */
	| 'capturing-expression'
	| 'xpath'
	| 'whole-number';

/** One attribute of an element: a row of the catalogue's inner table. */
export interface AttributeSpec {
	readonly kind: AttributeKind;
	readonly doc: string;
	/** `true`, or the last version that requires it. */
	readonly required?: true | Version;
	/** Whether `""` is allowed: xs:string instead of the XSD's nonEmptyString. */
	readonly mayBeEmpty?: true;
	/** The value an absent attribute has; by version where the XSDs differ. */
	readonly default?: string | Readonly<Record<Version, string>>;
	/** The words allowed after rendering. The XSD does not list them because a template may stand there. */
	readonly values?: readonly string[];
	/** What the rendered text must be; absent where any text will do. */
	readonly syntax?: TextSyntax;
	/** The first version that has the attribute; absent means V1. */
	readonly since?: Version;
	/** Whether a path is written to, so that it must name one place: no query, no function. */
	readonly writes?: true;
	/** Whether the value is a credential that no output may show. */
	readonly secret?: true;
}

/** One place in a fixed order of children: a choice of elements, so many times. */
export interface SequencePart {
	readonly of: readonly string[];
	readonly min: 0 | 1;
	readonly max: 1 | 'unbounded';
	/** Accepted before its place too, with a warning: for elements whose place is not published. */
	readonly movable?: true;
}

/** What may stand between an element's tags. */
export type Content =
	| { readonly kind: 'none' }
	| { readonly kind: 'text' }
	| { readonly kind: 'actions' }
	| { readonly kind: 'sequence'; readonly parts: readonly SequencePart[] }
	/** Exactly one element of any namespace, unchecked (XmlRequestBody). */
	| { readonly kind: 'any' };

/** One element of the language: a row of the catalogue. */
export interface ElementSpec {
	/** The element's name where it differs from the row's key: two elements are called `Parameter`. */
	readonly element?: string;
	readonly doc: string;
	readonly since?: Version;
	readonly attributes: Readonly<Record<string, AttributeSpec>>;
	readonly content: Content;
	/** A whole element, ready to paste. A test reads, compiles and writes it. */
	readonly example?: string;
	/** Notes worth knowing, each with its evidence. */
	readonly notes?: readonly string[];
}
