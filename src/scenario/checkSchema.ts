import { isJsonArray, isJsonObject, type Json } from '../base/json.ts';
import { didYouMean } from '../base/suggest.ts';
import { shorten } from '../diagnostics/quoting.ts';
import type { Finding, Pointer } from './finding.ts';
import { SCENARIO_SCHEMA } from './scenarioSchema.ts';

/** What is read of ajv's error objects. */
interface SchemaError {
	readonly keyword: string;
	readonly instancePath: string;
	readonly schemaPath: string;
	readonly params: Readonly<Record<string, unknown>>;
	readonly parentSchema?: Readonly<Record<string, unknown>>;
	readonly data?: unknown;
}

/** Compares a value with the schema of scenarios. `isShort` looks for the first problem only. */
export async function checkSchema(
	value: Json,
	{ isShort = false }: { readonly isShort?: boolean } = {},
): Promise<Finding[]> {
	const { Ajv } = await import('../values/ajv.ts');
	const ajv = new Ajv({
		allErrors: !isShort,
		verbose: true,
		strict: false,
		validateSchema: false,
	});
	const check = ajv.compile(SCENARIO_SCHEMA);
	check(value);
	const errors = (check.errors ?? []) as readonly SchemaError[];
	const ofWrongKind = new Set(
		errors.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath),
	);
	return errors
		.filter(isTelling)
		.filter(({ keyword, instancePath }) => keyword === 'type' || !ofWrongKind.has(instancePath))
		.map(findingOf);
}

/** An alternative that was not met says nothing by itself, nor does a condition. */
function isTelling({ keyword, schemaPath }: SchemaError): boolean {
	return keyword !== 'if' && !/\/anyOf\/\d/.test(schemaPath);
}

function findingOf(error: SchemaError): Finding {
	const { keyword, params, parentSchema = {}, data } = error;
	const pointer = pointerOf(error.instancePath);
	const name = nameOf(pointer);
	const description = textOf(parentSchema.description);
	const invalid = (message: string, help = description): Finding => ({
		rule: 'invalid-member',
		message,
		...(help === '' ? {} : { help }),
		pointer,
	});
	switch (keyword) {
		case 'required': {
			const missing = textOf(params.missingProperty);
			const about = propertyOf(parentSchema, missing)?.description;
			return {
				rule: 'missing-member',
				message: `${name} has no "${missing}".`,
				...(about === undefined ? {} : { help: `"${missing}": ${textOf(about)}` }),
				pointer,
			};
		}
		case 'additionalProperties': {
			const unknown = textOf(params.additionalProperty).replace(/^\0/, '');
			const known = Object.keys((parentSchema.properties as object | undefined) ?? {});
			return {
				rule: 'unknown-member',
				message: `${name} has no member "${shorten(unknown)}".${didYouMean(unknown, known)}`,
				help: `It takes ${known.filter((one) => one !== '$schema').join(', ')}.`,
				pointer: [...pointer, unknown],
				isAboutName: true,
			};
		}
		case 'type':
			return invalid(`${name} must be ${kindsOf(params.type)}, not ${describe(data)}.`);
		case 'enum': {
			const known = (params.allowedValues as readonly unknown[]).map(String);
			return invalid(
				`${name} must be ${listOf(known)}, not ${describe(data)}.${didYouMean(String(data), known)}`,
			);
		}
		case 'minimum':
		case 'maximum': {
			const edge = keyword === 'minimum' ? 'at least' : 'at most';
			return invalid(`${name} must be ${edge} ${String(params.limit)}, not ${describe(data)}.`);
		}
		case 'minItems':
		case 'minLength':
		case 'minProperties':
			return invalid(`${name} must not be empty.`);
		case 'not':
		case 'anyOf':
			return invalid(description, '');
		default:
			return invalid(`${name} cannot be ${describe(data)}.`);
	}
}

function pointerOf(path: string): Pointer {
	return path
		.split('/')
		.slice(1)
		.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~').replace(/^\0/, ''))
		.map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}

function nameOf(pointer: Pointer): string {
	const last = pointer.at(-1);
	if (last === undefined) return 'The scenario';
	if (typeof last === 'string') return `"${shorten(last)}"`;
	const kind = ELEMENTS[String(pointer.at(-2))] ?? `Element ${last + 1} of "${pointer.at(-2)}"`;
	return kind;
}

const ELEMENTS: Readonly<Record<string, string>> = {
	routes: 'A route',
	replies: 'A reply',
	faults: 'A fault',
};

const KINDS: Readonly<Record<string, string>> = {
	string: 'a text',
	number: 'a number',
	integer: 'a whole number',
	boolean: 'true or false',
	object: 'an object',
	array: 'a list',
	null: 'null',
};

function kindsOf(types: unknown): string {
	const all = (Array.isArray(types) ? types : [types]).map(String);
	return listOf(all.map((type) => KINDS[type] ?? type));
}

function listOf(words: readonly string[]): string {
	const last = words.at(-1) ?? '';
	return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}

function describe(data: unknown): string {
	if (data === null) return 'null';
	if (typeof data === 'string') return data === '' ? 'an empty text' : `"${shorten(data)}"`;
	if (isJsonArray(data)) return 'a list';
	return isJsonObject(data) ? 'an object' : String((data as { text?: string }).text ?? data);
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

function propertyOf(
	schema: Readonly<Record<string, unknown>>,
	name: string,
): Readonly<Record<string, unknown>> | undefined {
	const properties = schema.properties as Record<string, Record<string, unknown>> | undefined;
	return properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
}
