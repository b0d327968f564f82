import {
	getMember,
	isJsonArray,
	isJsonObject,
	type Json,
	memberNames,
	putMember,
} from '../base/json.ts';
import type { Context, Fault } from '../jpath/context.ts';
import { parseTemplate, renderValue, type Template } from '../jpath/template.ts';
import { type Finding, findingsAt, type Pointer } from './finding.ts';

/** JSON whose texts may hold `${…}`. What holds none is kept as it is. */
export type JsonTemplate =
	| { readonly kind: 'constant'; readonly value: Json }
	| { readonly kind: 'text'; readonly template: Template }
	| { readonly kind: 'array'; readonly items: readonly JsonTemplate[] }
	| {
			readonly kind: 'object';
			readonly members: readonly (readonly [name: string, value: JsonTemplate])[];
	  };

export type Rendered =
	| { readonly ok: true; readonly value: Json }
	| { readonly ok: false; readonly fault: Fault };

/** JSON as it is. */
export function constant(value: Json): JsonTemplate {
	return { kind: 'constant', value };
}

/** Reads the templates in a value. The value must not be deeper than the readers of files let through. */
export function compileJsonTemplate(
	value: Json,
	pointer: Pointer,
	findings: Finding[],
): JsonTemplate {
	if (typeof value === 'string') {
		if (!value.includes('${')) return constant(value);
		return { kind: 'text', template: compileText(value, pointer, findings) };
	}
	if (isJsonArray(value)) {
		const items = value.map((item, index) =>
			compileJsonTemplate(item, [...pointer, index], findings),
		);
		return items.every(({ kind }) => kind === 'constant')
			? constant(value)
			: { kind: 'array', items };
	}
	if (!isJsonObject(value)) return constant(value);
	const members = memberNames(value).map((name) => {
		const member = getMember(value, name) ?? null;
		return [name, compileJsonTemplate(member, [...pointer, name], findings)] as const;
	});
	return members.every(([, { kind }]) => kind === 'constant')
		? constant(value)
		: { kind: 'object', members };
}

/** Reads one template; what is wrong with it becomes findings. */
export function compileText(text: string, pointer: Pointer, findings: Finding[]): Template {
	const { template, diagnostics } = parseTemplate(text, { version: 'V2_1' });
	findings.push(...findingsAt(pointer, diagnostics));
	return template;
}

/** The value in a context. A text that is one hole becomes what the hole holds; where nothing is there, null. */
export function renderJsonTemplate(template: JsonTemplate, context: Context): Rendered {
	switch (template.kind) {
		case 'constant':
			return { ok: true, value: template.value };
		case 'text': {
			const rendering = renderValue(template.template, context);
			if (!rendering.ok) return rendering;
			return { ok: true, value: rendering.isWhole ? (rendering.value ?? null) : rendering.text };
		}
		case 'array': {
			const items: Json[] = [];
			for (const item of template.items) {
				const rendered = renderJsonTemplate(item, context);
				if (!rendered.ok) return rendered;
				items.push(rendered.value);
			}
			return { ok: true, value: items };
		}
		case 'object': {
			const object: Record<string, Json> = {};
			for (const [name, member] of template.members) {
				const rendered = renderJsonTemplate(member, context);
				if (!rendered.ok) return rendered;
				putMember(object, name, rendered.value);
			}
			return { ok: true, value: object };
		}
	}
}
