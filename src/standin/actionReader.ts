import { attributeSpecs, defaultOf } from '../catalog/catalog.ts';
import type { Program } from '../compile/program.ts';
import { splitJava } from '../java/regex/split.ts';
import type { Expression } from '../jpath/ast.ts';
import { attributesOf } from '../model/visit.ts';
import type { Action, AnyNode, ElementNode, Text, XmlElement } from '../model/workflow.ts';
import type { Endpoint, Loop } from './analysis.ts';
import { asNumber, elementsAt, evaluate, placeOf, type View } from './evaluate.ts';
import { type Solutions, UNKNOWN } from './goal.ts';
import {
	composed,
	constant,
	elementsOf,
	GONE,
	listOf,
	type Meaning,
	OPEN,
	ofShapes,
	onlyConstant,
	shapesOf,
	valuesOf,
	writtenOf,
} from './meaning.ts';
import { noteAddress, noteDate } from './noteText.ts';
import { sampleKey } from './sampleKeyTable.ts';
import { ANY, type Place, type Scope } from './scope.ts';
import { Shape } from './shape.ts';
import { solve } from './solve.ts';
import { bareExpressions, expressionOf, type Part, partsOf } from './splice.ts';

/** A value that an action writes to a place. */
interface Write {
	readonly place: Place;
	readonly meaning: Meaning;
	/** Where the value stands in the State already: what is known below comes along. */
	readonly from?: Place | undefined;
}

/** How long it may take to split a text that the workflow or a parameter holds. */
const LIMITS = { stepsMax: 10_000 };
const USUAL_CAPTURE = '(.+)';
const USUAL_DELIMITER = ',';
const USUAL_QUERY = '/*';
const USUAL_PATTERN = "yyyy-MM-dd'T'HH:mm:ss.SSSX";

/** What attributes hold that nobody knows, where not every text is understood. */
const USUAL: Readonly<Record<string, string>> = {
	'FormatDate pattern': USUAL_PATTERN,
	'FormatDate timeZone': 'UTC',
	'ParseDate pattern': USUAL_PATTERN,
	'ParseDate timeZone': 'UTC',
	'RegexCapture pattern': USUAL_CAPTURE,
	'Split delimiter': USUAL_DELIMITER,
	'XPathQuery xPathQuery': USUAL_QUERY,
};

/** What single actions read and write, as knowledge about values. */
export class ActionReader {
	readonly endpoints: Endpoint[] = [];
	/** Whether what is read now stands where only errors lead. */
	isAside = false;
	readonly #program: Program;
	readonly #known = new Map<AnyNode, Endpoint>();

	constructor(program: Program) {
		this.#program = program;
	}

	/** Reads an action that is neither branch nor loop, and brings the scope up to date. */
	read(action: Action, scope: Scope, loops: readonly Loop[]): Write[] {
		const view: View = {
			...this.#view(scope),
			isMessage: action.kind === 'Log' || action.kind === 'Abort',
		};
		const write = this.#write(action, view, loops);
		this.#readTexts(action, view);
		if (write === undefined) return [];
		const { meaning, from } = write;
		const place = action.kind === 'Add' ? [...write.place, ANY] : write.place;
		if (action.kind === 'Delete') scope.remove(place);
		else if (['Initialize', 'Add', 'Merge'].includes(action.kind)) scope.add(place, meaning);
		else scope.write(place, meaning);
		if (from !== undefined) scope.graft(from, place);
		return [write];
	}

	readForEach(action: ElementNode<'ForEach'>, scope: Scope): void {
		const { item, items } = action.attributes;
		const view = this.#view(scope);
		this.#noteBare(items, view, { isPath: true });
		const source = this.#expression(items, view);
		const place = placeOf(this.#expression(item, view), view);
		if (source === undefined || place === undefined) return;
		const list = placeOf(source, view);
		scope.write(place, elementsAt(source, view));
		if (list !== undefined) scope.graft([...list, ANY], place);
	}

	solve(text: Text, scope: Scope): Solutions {
		const view = this.#view(scope);
		this.#noteBare(text, view, { isPath: false });
		const expression = this.#expression(text, view);
		return expression === undefined ? UNKNOWN : solve(expression, view);
	}

	/** Notes what is written into an expression where only a number can be read. */
	#noteBare(text: Text, view: View, options: { readonly isPath: boolean }): void {
		for (const bare of bareExpressions(text, this.#program, options))
			for (const { uses } of shapesOf(evaluate(bare, view))) uses.isBare = true;
	}

	expressionOf(text: Text, scope: Scope): Expression | undefined {
		return this.#expression(text, this.#view(scope));
	}

	#view(scope: Scope): View {
		return { scope, isAside: this.isAside };
	}

	#write(action: Action, view: View, loops: readonly Loop[]): Write | undefined {
		switch (action.kind) {
			case 'CallEndpoint': {
				const { response } = this.#endpoint(action, view, loops);
				return this.#to(action.attributes.savePath, ofShapes([response]), view);
			}
			case 'Set':
			case 'Initialize':
			case 'Add':
				return this.#set(action, view);
			case 'Copy':
			case 'Merge': {
				const { sourcePath, targetPath } = action.attributes;
				const source = this.#at(sourcePath, view);
				const target = this.#at(targetPath, view);
				if (action.kind === 'Merge' && target.constants.includes('[]')) elementsOf(source);
				const from = placeOf(this.#expression(sourcePath, view), view);
				return this.#to(targetPath, source, view, from);
			}
			case 'Delete':
				return this.#to(action.attributes.path, GONE, view);
			case 'PostEvent':
			case 'PostEvents': {
				const path = this.#expression(action.attributes.path, view);
				if (path === undefined) return undefined;
				const events = action.kind === 'PostEvents' ? elementsAt(path, view) : evaluate(path, view);
				const encoding = action.attributes.encoding?.value ?? 'UTF-8';
				for (const { uses } of shapesOf(events)) uses.posted = encoding;
				return undefined;
			}
			case 'FormatDate': {
				const time = this.#whole(action.attributes.time, view);
				for (const { shape, isRising, isScaled } of valuesOf(time))
					if (isRising && !isScaled) shape.uses.instant ??= 'ms';
				return this.#to(action.attributes.savePath, OPEN, view);
			}
			case 'ParseDate':
				return this.#parseDate(action, view);
			case 'RegexCapture': {
				const { pattern, value, savePath } = action.attributes;
				const text = this.#text(pattern, view) ?? USUAL_CAPTURE;
				const captured = shapesOf(this.#whole(value, view)).map((shape) =>
					shape.reading(shape.uses.captures, text),
				);
				return this.#to(savePath, ofShapes(captured), view);
			}
			case 'Split':
				return this.#split(action, view);
			case 'XPathQuery':
				return this.#xpath(action, view);
			case 'CreateJWTAccessToken':
				this.#noteKey(action, view);
				return this.#to(action.attributes.savePath, OPEN, view);
			case 'GenerateHMAC':
				return this.#to(action.attributes.savePath, OPEN, view);
			case 'Sleep':
				for (const { uses } of shapesOf(asNumber(this.#whole(action.attributes.duration, view))))
					uses.isDuration = true;
				this.#noteDuration(action.attributes.duration, view);
				return undefined;
			default:
				return undefined;
		}
	}

	#split(action: ElementNode<'Split'>, view: View): Write | undefined {
		const { value, savePath } = action.attributes;
		const delimiter = this.#default(action, 'delimiter', view) ?? USUAL_DELIMITER;
		const whole = this.#whole(value, view);
		const known = onlyConstant(whole);
		const split = known === undefined ? undefined : splitJava(known, delimiter, LIMITS);
		if (split?.ok === true) return this.#to(savePath, listOf(split.parts), view);
		const parts = shapesOf(whole).map((shape) => {
			const list = shape.reading(shape.uses.splits, delimiter);
			list.uses.isArray = true;
			list.elements().uses.isText = true;
			return list;
		});
		return this.#to(savePath, ofShapes(parts), view);
	}

	#noteKey(action: ElementNode<'CreateJWTAccessToken'>, view: View): void {
		let algorithm = 'HS256';
		for (const part of action.children) {
			if (part.kind === 'Secret') {
				for (const { uses } of shapesOf(this.#whole(part.attributes.value, view)))
					uses.fixed ??= sampleKey(algorithm);
				continue;
			}
			for (const { attributes } of part.children)
				if (attributes.name.value.toLowerCase() === 'alg')
					algorithm = this.#text(attributes.value, view) ?? algorithm;
		}
	}

	/** What a duration is calculated from. */
	#noteDuration(text: Text, view: View): void {
		const [part] = this.#parts(text, view);
		if (part === undefined || typeof part === 'string') return;
		for (const { shape } of evaluate(part, view).terms) shape.uses.isDuration = true;
	}

	#parseDate(action: ElementNode<'ParseDate'>, view: View): Write | undefined {
		const { pattern, timeZone, date, savePath } = action.attributes;
		const text = this.#text(pattern, view) ?? USUAL_PATTERN;
		const zone = timeZone === undefined ? 'UTC' : (this.#text(timeZone, view) ?? 'UTC');
		noteDate(this.#whole(date, view), text, zone);
		return this.#to(savePath, OPEN, view);
	}

	#xpath(action: ElementNode<'XPathQuery'>, view: View): Write | undefined {
		const { xmlPath, xPathQuery, savePath } = action.attributes;
		const query = this.#text(xPathQuery, view) ?? USUAL_QUERY;
		const isSingle = this.#default(action, 'singleton', view) === 'true';
		const found = shapesOf(this.#at(xmlPath, view)).map((shape) => {
			const known = shape.uses.queries.get(query)?.found;
			const result = known ?? shape.derived();
			result.uses.isArray = !isSingle;
			if (isSingle) result.uses.isText = true;
			if (view.isAside !== true) result.uses.isFirm = true;
			if (known === undefined) shape.uses.queries.set(query, { isSingle, found: result });
			return result;
		});
		return this.#to(savePath, ofShapes(found), view);
	}

	#endpoint(node: ElementNode<'CallEndpoint'>, view: View, loops: readonly Loop[]): Endpoint {
		let endpoint = this.#known.get(node);
		if (endpoint === undefined) {
			const index = this.endpoints.length;
			const response = new Shape(index, 'response');
			endpoint = { index, node, response, loops: [...loops], address: [], method: undefined };
			this.#known.set(node, endpoint);
			this.endpoints.push(endpoint);
		}
		const parts = this.#parts(node.attributes.url, view);
		noteAddress(this.#composed(parts, view));
		endpoint.address = parts.map((part) => this.#constantOf(part, view));
		endpoint.method = this.#text(node.attributes.method, view)?.trim().toUpperCase();
		return endpoint;
	}

	#constantOf(part: Part, view: View): string | undefined {
		return typeof part === 'string' ? part : onlyConstant(evaluate(part, view));
	}

	/** Every text of an action: what stands in a text must be a text or a number. */
	#readTexts(root: AnyNode, view: View): void {
		const pending: AnyNode[] = [root];
		for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
			for (const [name, spec] of Object.entries(attributeSpecs(node.kind))) {
				const text = attributesOf(node)[name];
				if (text === undefined) continue;
				if (spec.kind === 'path') this.#noteBare(text, view, { isPath: true });
				if (spec.kind !== 'template') continue;
				this.#readText(text, view);
				const fixed = USUAL[`${node.kind} ${name}`] ?? spec.values?.[0];
				if (fixed !== undefined)
					for (const { uses } of shapesOf(this.#whole(text, view))) uses.fixed ??= fixed;
			}
			if (node.text !== undefined) this.#readText(node.text, view);
			if (node.fragment !== undefined) this.#readFragment(node.fragment, view);
			if (node.kind === 'CallEndpoint' || node.kind === 'CreateJWTAccessToken')
				pending.push(...node.children);
			else if (node !== root) pending.push(...(node.children as readonly AnyNode[]));
		}
	}

	#readFragment(root: XmlElement, view: View): void {
		const pending: XmlElement[] = [root];
		for (let element = pending.pop(); element !== undefined; element = pending.pop()) {
			for (const attribute of element.attributes) this.#readText(attribute, view);
			for (const child of element.children) {
				if (child.kind === 'element') pending.push(child);
				else if (child.kind === 'text') this.#readText(child, view);
			}
		}
	}

	#readText(text: Text, view: View): void {
		const parts = this.#parts(text, view);
		const isWhole = parts.length === 1;
		for (const part of parts) {
			if (typeof part === 'string') continue;
			const shapes = shapesOf(evaluate(part, view));
			if (!isWhole && view.isMessage !== true) for (const { uses } of shapes) uses.isText = true;
		}
	}

	/** What Set and its like store. */
	#set(action: ElementNode<'Set'> | ElementNode<'Initialize'> | ElementNode<'Add'>, view: View) {
		const { path, value } = action.attributes;
		const parts = this.#parts(value, view);
		const [part] = parts;
		if (part === undefined) return this.#to(path, constant(''), view);
		if (parts.length === 1 && typeof part !== 'string')
			return this.#to(path, writtenOf(evaluate(part, view)), view, placeOf(part, view));
		const texts = parts.map((one) => this.#constantOf(one, view));
		if (texts.every((one) => one !== undefined))
			return this.#to(path, constant(texts.join('')), view);
		return this.#to(path, this.#composed(parts, view), view);
	}

	/** What a template makes, white space at its ends left out. */
	#whole(text: Text | undefined, view: View): Meaning {
		if (text === undefined) return OPEN;
		const parts = this.#parts(text, view);
		const isBlank = (part: Part | undefined) => typeof part === 'string' && part.trim() === '';
		const inner = parts.slice(isBlank(parts[0]) ? 1 : 0, isBlank(parts.at(-1)) ? -1 : undefined);
		const [part] = inner;
		return inner.length === 1 && part !== undefined && typeof part !== 'string'
			? evaluate(part, view)
			: this.#composed(inner, view);
	}

	#composed(parts: readonly Part[], view: View): Meaning {
		return composed(parts.map((part) => (typeof part === 'string' ? part : evaluate(part, view))));
	}

	#text(text: Text, view: View): string | undefined {
		const parts = this.#parts(text, view).map((part) => this.#constantOf(part, view));
		return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
	}

	/** The text of an attribute, or what the language takes when it is not there. */
	#default(node: AnyNode, name: string, view: View): string | undefined {
		const text = attributesOf(node)[name];
		if (text !== undefined) return this.#text(text, view);
		const spec = attributeSpecs(node.kind)[name];
		return spec === undefined ? undefined : defaultOf(spec, this.#program.version);
	}

	#at(text: Text, view: View): Meaning {
		const expression = this.#expression(text, view);
		return expression === undefined ? OPEN : evaluate(expression, view);
	}

	#to(text: Text | undefined, meaning: Meaning, view: View, from?: Place): Write | undefined {
		const place = text === undefined ? undefined : placeOf(this.#expression(text, view), view);
		return place === undefined ? undefined : { place, meaning, from };
	}

	#expression(text: Text, view: View): Expression | undefined {
		return expressionOf(text, this.#program, resolveIn(view));
	}

	#parts(text: Text, view: View): readonly Part[] {
		return partsOf(text, this.#program, resolveIn(view));
	}
}

function resolveIn(view: View): (expression: Expression) => string | undefined {
	return (expression) => onlyConstant(evaluate(expression, view));
}
