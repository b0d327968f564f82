import { attributeSpecs, defaultOf } from '../catalog/catalog.ts';
import type { Program } from '../compile/program.ts';
import type { Expression } from '../jpath/ast.ts';
import { attributesOf } from '../model/visit.ts';
import type { Action, AnyNode, ElementNode, Text, XmlElement } from '../model/workflow.ts';
import type { Endpoint, Loop } from './analysis.ts';
import { asNumber, elementsOf, evaluate, placeOf, type View } from './evaluate.ts';
import { type Solutions, UNKNOWN } from './goal.ts';
import {
	constant,
	joined,
	type Meaning,
	OPEN,
	ofShapes,
	onlyConstant,
	shapesOf,
} from './meaning.ts';
import { ANY, type Place, type Scope } from './scope.ts';
import { Shape } from './shape.ts';
import { solve } from './solve.ts';
import { bareExpressions, expressionOf, type Part, partsOf } from './splice.ts';

/** A value that an action writes to a place. */
interface Write {
	readonly place: Place;
	readonly meaning: Meaning;
}

/** What single actions read and write, as knowledge about values. */
export class ActionReader {
	readonly endpoints: Endpoint[] = [];
	readonly #program: Program;
	readonly #known = new Map<AnyNode, Endpoint>();

	constructor(program: Program) {
		this.#program = program;
	}

	/** Reads an action that is neither branch nor loop, and brings the scope up to date. */
	read(action: Action, scope: Scope, loops: readonly Loop[]): Write[] {
		const view: View = {
			scope,
			...(action.kind === 'Log' || action.kind === 'Abort' ? { isMessage: true } : {}),
		};
		const write = this.#write(action, view, loops);
		this.#readTexts(action, view);
		if (write === undefined) return [];
		if (action.kind === 'Delete') scope.remove(write.place);
		else if (action.kind === 'Initialize') scope.add(write.place, write.meaning);
		else if (action.kind === 'Add') scope.add([...write.place, ANY], write.meaning);
		else if (action.kind === 'Merge') scope.add(write.place, write.meaning);
		else scope.write(write.place, write.meaning);
		return [write];
	}

	readForEach(action: ElementNode<'ForEach'>, scope: Scope): void {
		const { item, items } = action.attributes;
		const source = this.#expression(items, { scope });
		const place = placeOf(this.#expression(item, { scope }), { scope });
		if (source === undefined || place === undefined) return;
		const all = evaluate(source, { scope });
		const list = placeOf(source, { scope });
		const stored = list === undefined ? OPEN : scope.read([...list, ANY]);
		scope.write(place, joined(elementsOf(all), stored));
	}

	solve(text: Text, scope: Scope): Solutions {
		for (const bare of bareExpressions(text, this.#program))
			for (const { uses } of shapesOf(evaluate(bare, { scope }))) uses.isBare = true;
		const expression = this.#expression(text, { scope });
		return expression === undefined ? UNKNOWN : solve(expression, { scope });
	}

	expressionOf(text: Text, scope: Scope): Expression | undefined {
		return this.#expression(text, { scope });
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
				return this.#to(action.attributes.path, this.#value(action.attributes.value, view), view);
			case 'Copy':
			case 'Merge': {
				const source = this.#at(action.attributes.sourcePath, view);
				const target = this.#at(action.attributes.targetPath, view);
				if (action.kind === 'Merge' && target.constants.includes('[]')) elementsOf(source);
				return this.#to(action.attributes.targetPath, source, view);
			}
			case 'Delete':
				return this.#to(action.attributes.path, constant(''), view);
			case 'PostEvent':
			case 'PostEvents': {
				const all = this.#at(action.attributes.path, view);
				const events = action.kind === 'PostEvents' ? elementsOf(all) : all;
				const encoding = action.attributes.encoding?.value ?? 'UTF-8';
				for (const { uses } of shapesOf(events)) uses.posted = encoding;
				return undefined;
			}
			case 'FormatDate': {
				const time = this.#whole(action.attributes.time, view);
				for (const { uses } of shapesOf(time)) uses.instant ??= 'ms';
				return this.#to(action.attributes.savePath, OPEN, view);
			}
			case 'ParseDate':
				return this.#parseDate(action, view);
			case 'RegexCapture': {
				const { pattern, value, savePath } = action.attributes;
				const text = this.#text(pattern, view);
				const captured = shapesOf(this.#whole(value, view)).map((shape) =>
					derived(shape, shape.uses.captures, text),
				);
				return this.#to(savePath, ofShapes(captured), view);
			}
			case 'Split': {
				const delimiter = this.#default(action, 'delimiter', view);
				const parts = shapesOf(this.#whole(action.attributes.value, view)).map((shape) => {
					const list = derived(shape, shape.uses.splits, delimiter);
					list.uses.isArray = true;
					list.elements().uses.isText = true;
					return list;
				});
				return this.#to(action.attributes.savePath, ofShapes(parts), view);
			}
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

	#noteKey(action: ElementNode<'CreateJWTAccessToken'>, view: View): void {
		let algorithm = 'HS256';
		for (const part of action.children) {
			if (part.kind === 'Secret') {
				for (const { uses } of shapesOf(this.#whole(part.attributes.value, view)))
					uses.signs = algorithm;
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
		const text = this.#text(pattern, view);
		const zone = timeZone === undefined ? 'UTC' : (this.#text(timeZone, view) ?? 'UTC');
		for (const { uses } of shapesOf(this.#whole(date, view)))
			if (text !== undefined && uses.dates.size < 8) uses.dates.set(text, zone);
		return this.#to(savePath, OPEN, view);
	}

	#xpath(action: ElementNode<'XPathQuery'>, view: View): Write | undefined {
		const { xmlPath, xPathQuery, savePath } = action.attributes;
		const query = this.#text(xPathQuery, view) ?? '/*';
		const isSingle = this.#default(action, 'singleton', view) === 'true';
		const found = shapesOf(this.#at(xmlPath, view)).map((shape) => {
			const known = shape.uses.queries.get(query);
			if (known !== undefined) return known.found;
			const result = shape.derived();
			result.uses.isArray = !isSingle;
			shape.uses.queries.set(query, { isSingle, found: result });
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
		this.#noteAddress(parts, view);
		endpoint.address = parts.map((part) => this.#constantOf(part, view));
		endpoint.method = this.#text(node.attributes.method, view)?.trim().toUpperCase();
		return endpoint;
	}

	#constantOf(part: Part, view: View): string | undefined {
		return typeof part === 'string' ? part : onlyConstant(evaluate(part, view));
	}

	/** A response that becomes an address, or the part behind the host. */
	#noteAddress(parts: readonly Part[], view: View): void {
		for (const [index, part] of parts.entries()) {
			if (typeof part === 'string') continue;
			const before = parts
				.slice(0, index)
				.map((one) => (typeof one === 'string' ? one : 'x'))
				.join('');
			for (const { uses } of shapesOf(evaluate(part, view))) {
				if (before === '') uses.address = 'url';
				else if (before.endsWith('://')) uses.address ??= 'host';
				else if (isBehindHost(before, parts[index + 1])) uses.address ??= 'path';
				uses.isText = true;
			}
		}
	}

	/** Every text of an action: what stands in a text must be a text or a number. */
	#readTexts(root: AnyNode, view: View): void {
		const pending: AnyNode[] = [root];
		for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
			for (const [name, spec] of Object.entries(attributeSpecs(node.kind))) {
				const text = attributesOf(node)[name];
				if (text !== undefined && spec.kind === 'template') this.#readText(text, view);
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
	#value(text: Text, view: View): Meaning {
		const parts = this.#parts(text, view);
		const [part] = parts;
		if (part === undefined) return constant('');
		if (parts.length === 1 && typeof part !== 'string') return evaluate(part, view);
		const texts = parts.map((one) => this.#constantOf(one, view));
		this.#noteAddress(/^https?:$/i.test(String(texts[0]).slice(0, 6)) ? parts : [], view);
		return texts.every((one) => one !== undefined) ? constant(texts.join('')) : OPEN;
	}

	/** What a template is that is one hole, with white space around it at most. */
	#whole(text: Text | undefined, view: View): Meaning {
		if (text === undefined) return OPEN;
		const parts = this.#parts(text, view).filter(
			(part) => typeof part !== 'string' || part.trim() !== '',
		);
		const [part] = parts;
		return parts.length === 1 && part !== undefined && typeof part !== 'string'
			? evaluate(part, view)
			: OPEN;
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

	#to(text: Text | undefined, meaning: Meaning, view: View): Write | undefined {
		const place = text === undefined ? undefined : placeOf(this.#expression(text, view), view);
		return place === undefined ? undefined : { place, meaning };
	}

	#expression(text: Text, view: View): Expression | undefined {
		return expressionOf(text, this.#program, resolveIn(view));
	}

	#parts(text: Text, view: View): readonly Part[] {
		return partsOf(text, this.#program, resolveIn(view));
	}
}

/** Whether a part of an address stands where its path begins. */
function isBehindHost(before: string, next: Part | undefined): boolean {
	const isEnd = typeof next !== 'string' || /^[/?&#]/.test(next);
	return isEnd && /^(?:\w+:\/\/[^/]*\w|x)$/.test(before);
}

function resolveIn(view: View): (expression: Expression) => string | undefined {
	return (expression) => onlyConstant(evaluate(expression, view));
}

/** What comes out of a text by a pattern, the same each time it is asked for. */
function derived(shape: Shape, known: Map<string, Shape>, pattern: string | undefined): Shape {
	const key = pattern ?? '(.+)';
	const found = known.get(key);
	if (found !== undefined) return found;
	const made = shape.derived();
	if (known.size < 20) known.set(key, made);
	return made;
}
