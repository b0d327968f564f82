import { fromSpacedBase64 } from '../base/bytes.ts';
import { getMember, isJsonArray, type Json, type JsonObject, memberNames } from '../base/json.ts';
import { shorten } from '../diagnostics/quoting.ts';
import type { Expression } from '../jpath/ast.ts';
import { parseExpression } from '../jpath/parse.ts';
import { checkWritablePath } from '../jpath/path.ts';
import type { Template } from '../jpath/template.ts';
import { contentTypeOfFile, hasNoBody } from './bodyBytes.ts';
import { type Finding, findingsAt, type Pointer } from './finding.ts';
import { checkHeaderName, isHeaderValue } from './headers.ts';
import { compileJsonTemplate, compileText, constant, type JsonTemplate } from './jsonTemplate.ts';
import { compileMatch } from './requestMatch.ts';
import type { PlannedFault, Reply, ReplyBody, Route, Scenario, StateChange } from './scenario.ts';
import type { FaultFile, ReplyFile, RouteFile, ScenarioFile } from './scenarioFile.ts';

/** The bytes of the files that replies name, or why there are none, in a sentence. */
export type ReplyFiles = ReadonlyMap<string, Uint8Array | string>;

/** Makes a scenario of what the schema has accepted. With findings it must not be played. */
export function compileScenario(
	file: ScenarioFile,
	options: {
		readonly name: string;
		readonly files?: ReplyFiles;
		readonly remarks?: readonly string[];
	},
): { readonly scenario: Scenario; readonly findings: readonly Finding[] } {
	const compiler = new Compiler(options.files ?? new Map());
	const scenario = compiler.scenario(file, options);
	return { scenario, findings: compiler.findings };
}

class Compiler {
	readonly findings: Finding[] = [];
	readonly #files: ReplyFiles;

	constructor(files: ReplyFiles) {
		this.#files = files;
	}

	scenario(
		file: ScenarioFile,
		{ name, remarks = [] }: { readonly name: string; readonly remarks?: readonly string[] },
	): Scenario {
		const { state = {}, parameters = {}, events, routes, faults = [], defaultReply } = file;
		return {
			name: file.name ?? name,
			origins: this.#origins(file.origins),
			nowMs: this.#now(file.now),
			seed: file.seed,
			state,
			parameters: new Map(
				memberNames(parameters).map((one) => [one, String(getMember(parameters, one))]),
			),
			events:
				events === undefined
					? undefined
					: {
							array:
								events.array === '/'
									? undefined
									: this.#expression(events.array, ['events', 'array']),
							id: this.#expression(events.id, ['events', 'id']),
						},
			routes: routes.map((route, index) => this.#route(route, ['routes', index])),
			faults: faults.map((fault, index) => this.#fault(fault, ['faults', index])),
			defaultReply:
				defaultReply === undefined ? undefined : this.#reply(defaultReply, ['defaultReply']),
			remarks,
		};
	}

	#origins(given: ScenarioFile['origins']): string[] {
		const isList = isJsonArray(given);
		const texts: readonly string[] = given === undefined ? [] : isList ? given : [given as string];
		return texts.flatMap((text, index) => {
			const isOrigin = /^https?:\/\/[^/?#]+\/?$/i.test(text) && URL.canParse(text);
			if (isOrigin) return [new URL(text).origin];
			this.#find('invalid-origin', isList ? ['origins', index] : ['origins'], {
				message: `"${shorten(text)}" is not an origin: a scheme and a host, and nothing behind them.`,
				help: 'For example https://api.example.com.',
			});
			return [];
		});
	}

	#now(now: ScenarioFile['now']): number | undefined {
		if (now === undefined || typeof now === 'number') return now;
		const isTime = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d))?$/i;
		const value = isTime.test(now) ? Date.parse(now) : Number.NaN;
		if (!Number.isNaN(value)) return value;
		this.#find('invalid-time', ['now'], {
			message: `"${shorten(now)}" is not a time.`,
			help: 'Write ISO 8601 with a zone, such as 2026-01-01T00:00:00Z, or epoch milliseconds.',
		});
		return undefined;
	}

	#route(file: RouteFile, pointer: Pointer): Route {
		const { name, match, when, times, reply, replies } = file;
		const index = Number(pointer.at(-1)) + 1;
		const answers =
			reply === undefined
				? (replies ?? []).map((one, at) => this.#reply(one, [...pointer, 'replies', at]))
				: [this.#reply(reply, [...pointer, 'reply'])];
		let end = 0;
		return {
			title: name === undefined ? `route ${index}${summaryOf(file)}` : `route "${shorten(name)}"`,
			match: compileMatch(match, [...pointer, 'match'], this.findings),
			when: when === undefined ? undefined : this.#condition(when, [...pointer, 'when']),
			times: times ?? Number.POSITIVE_INFINITY,
			replies: answers,
			ends: answers.map(({ repeat }) => {
				end += repeat;
				return end;
			}),
			then: file.then ?? 'stay',
		};
	}

	#fault({ match, requests, every, reply }: FaultFile, pointer: Pointer): PlannedFault {
		const numbers = new Set(requests);
		return {
			match: compileMatch(match, [...pointer, 'match'], this.findings),
			strikes: (count) =>
				every !== undefined ? count % every === 0 : numbers.size === 0 || numbers.has(count),
			reply: this.#reply(reply, [...pointer, 'reply']),
		};
	}

	#reply(file: ReplyFile, pointer: Pointer): Reply {
		const { status = 200, headers = {}, fault, delay, repeat, verbatim = false } = file;
		const template = (value: Json, name: string | readonly string[]) =>
			verbatim
				? constant(value)
				: compileJsonTemplate(value, [...pointer, ...[name].flat()], this.findings);
		if (typeof status === 'string' && !status.includes('${'))
			this.#find('invalid-member', [...pointer, 'status'], {
				message: `"status" must be a whole number from 200 to 599, or a text with \${…}, not "${shorten(status)}".`,
			});
		return {
			status: template(status, 'status'),
			statusMessage: file.statusMessage,
			headers: memberNames(headers).map((name) => {
				const value = getMember(headers, name) ?? null;
				this.#checkHeader(name, value, [...pointer, 'headers', name]);
				return [name, value === null ? null : template(value, ['headers', name])] as const;
			}),
			body: this.#body(file, pointer, template),
			delayMs: durationMs(delay),
			fault: fault as Reply['fault'],
			changes: this.#changes(file.set ?? {}, [...pointer, 'set']),
			repeat: repeat ?? 1,
		};
	}

	#checkHeader(name: string, value: Json, pointer: Pointer): void {
		this.findings.push(...checkHeaderName(name, pointer));
		const values = isJsonArray(value) ? value : [value];
		if (values.every((one) => typeof one !== 'string' || isHeaderValue(one))) return;
		this.#find('invalid-header', pointer, {
			message: `HTTP cannot carry this value of the header "${shorten(name)}".`,
			help: 'It takes one line of the characters of ISO 8859-1.',
		});
	}

	#body(
		{ status = 200, json, text, xml, file, base64 }: ReplyFile,
		pointer: Pointer,
		template: (value: Json, name: string) => JsonTemplate,
	): ReplyBody {
		const given = Object.entries({ json, text, xml, file, base64 }).find(
			([, body]) => body !== undefined,
		);
		if (given !== undefined && hasNoBody(Number(status)))
			this.#find('invalid-member', [...pointer, given[0]], {
				message: `An answer with the status ${status} has no body.`,
				help: `Leave "${given[0]}" out, or answer with another status.`,
			});
		if (json !== undefined) return { kind: 'json', template: template(json, 'json') };
		if (text !== undefined) return { kind: 'text', template: template(text, 'text') };
		if (xml !== undefined) return { kind: 'xml', template: template(xml, 'xml') };
		if (base64 !== undefined) {
			const bytes = fromSpacedBase64(base64);
			if (bytes !== undefined)
				return { kind: 'bytes', bytes, contentType: 'application/octet-stream' };
			this.#find('invalid-member', [...pointer, 'base64'], { message: 'This is not Base64.' });
		}
		if (file !== undefined) {
			const bytes = this.#files.get(file) ?? 'Files cannot be read here.';
			if (typeof bytes !== 'string')
				return { kind: 'bytes', bytes, contentType: contentTypeOfFile(file) };
			this.#find('missing-file', [...pointer, 'file'], { message: bytes });
		}
		return { kind: 'none' };
	}

	#changes(file: JsonObject, pointer: Pointer): StateChange[] {
		return memberNames(file).map((place) => {
			const at = [...pointer, place];
			const compiled = this.#place(place, at);
			const value = getMember(file, place) ?? null;
			return { place: compiled, value: compileJsonTemplate(value, at, this.findings) };
		});
	}

	/** A place to write to. One with holes is known only when it is rendered. */
	#place(text: string, pointer: Pointer): Template {
		const inName: Finding[] = [];
		const template = compileText(text, pointer, inName);
		if (template.isStatic && inName.length === 0) {
			const parsed = parseExpression(text, { version: 'V2_1' });
			const problems = parsed.ok ? checkWritablePath(parsed.expression) : parsed.diagnostics;
			inName.push(...findingsAt(pointer, problems).slice(0, 1));
			if (inName.length === 0 && !/^\/\s*(?:state\s*[/[]|'state'\s*[/[])/.test(text))
				inName.push({
					rule: 'unwritable-path',
					message: `"${shorten(text)}" is not a place in the state.`,
					help: `Write it as templates read it: /state${text.startsWith('/') ? shorten(text) : '/…'}.`,
					pointer,
				});
		}
		for (const finding of inName) this.findings.push({ ...finding, isAboutName: true });
		return template;
	}

	#condition(text: string, pointer: Pointer): Template {
		const template = compileText(text, pointer, this.findings);
		if (template.isStatic) this.#expression(text, pointer);
		return template;
	}

	#expression(text: string, pointer: Pointer): Expression {
		const parsed = parseExpression(text, { version: 'V2_1' });
		if (parsed.ok) return parsed.expression;
		this.findings.push(...findingsAt(pointer, parsed.diagnostics));
		return NOTHING;
	}

	#find(
		rule: string,
		pointer: Pointer,
		said: { readonly message: string; readonly help?: string },
	) {
		this.findings.push({ rule, ...said, pointer });
	}
}

/** Stands where an expression does not parse. A scenario with findings is never played. */
const NOTHING: Expression = { kind: 'null', span: { start: 0, end: 0 } };

/** The names of the files that replies take their bodies from. */
export function filesOf({ routes, faults = [], defaultReply }: ScenarioFile): string[] {
	const replies = [
		...routes.flatMap(({ reply, replies: several = [] }) => [reply, ...several]),
		...faults.map(({ reply }) => reply),
		defaultReply,
	];
	return [...new Set(replies.flatMap((reply) => (reply?.file === undefined ? [] : [reply.file])))];
}

function summaryOf({ match = {} }: RouteFile): string {
	const words = [match.method, match.url].filter((word) => word !== undefined);
	return words.length === 0 ? '' : ` (${shorten(words.join(' '))})`;
}

const UNITS_MS: Readonly<Record<string, number>> = {
	ms: 1,
	s: 1000,
	m: 60_000,
	h: 3_600_000,
	d: 86_400_000,
};

function durationMs(text: string | undefined): number {
	const [, number = '0', unit = 'ms'] = /^([\d.]+)(\w+)$/.exec(text ?? '') ?? [];
	return Number(number) * (UNITS_MS[unit] ?? 1);
}
