import { getMember, isJsonObject, type Json, memberNames, stringifyJson } from '../base/json.ts';
import type { TwinReply } from '../twin/twin.ts';
import type { Endpoint } from './analysis.ts';
import { meets, SUCCESSES } from './goal.ts';
import { kindOf } from './kind.ts';
import type { Plan } from './plan.ts';
import { type Making, Producer } from './produce.ts';
import type { Shape } from './shape.ts';
import type { Weighted } from './weighted.ts';

const REASONS: Readonly<Record<number, string>> = {
	200: 'OK',
	201: 'Created',
	202: 'Accepted',
	204: 'No Content',
	400: 'Bad Request',
	401: 'Unauthorized',
	403: 'Forbidden',
	404: 'Not Found',
	408: 'Request Timeout',
	409: 'Conflict',
	429: 'Too Many Requests',
	500: 'Internal Server Error',
	502: 'Bad Gateway',
	503: 'Service Unavailable',
};

const FAILURES = [503, 500, 400, 401, 403, 404, 429];

/** What a failing call is answered with: by chance, one of these and of those that the workflow knows. */
export const CHANCE_FAILURES = [429, 401, 500] as const;

/** Makes the reply to a call of an endpoint. `failure` is the status of one that fails by chance. */
export function respond(
	endpoint: Endpoint,
	plan: Plan,
	making: Omit<Making, 'goalsOf' | 'variant' | 'isError'>,
	failure?: number,
): TwinReply {
	const { response } = endpoint;
	const status = failure ?? statusFor(response, plan);
	const isError = status >= 400;
	const producer = new Producer({
		...making,
		goalsOf: (shape) => plan.goals.get(shape) ?? [],
		variant: plan.variant,
		isError,
	});
	const headers = headersFor(response, producer);
	const statusMessage = REASONS[status] ?? 'Status';
	const base = { status, statusMessage };
	if (status === 204 || status === 304) return { ...base, headers, body: '' };
	const shape = response.members.get('body');
	if (isError && (shape === undefined || !holdsText(shape)))
		return json(base, headers, errorBody(shape, statusMessage, producer));
	const value = shape === undefined ? {} : producer.produce(shape);
	if (value === undefined) return { ...base, headers, body: '' };
	if (typeof value === 'string' && shape !== undefined) {
		const isXml = kindOf(shape) === 'xml';
		const usual = isXml ? 'text/xml; charset=utf-8' : 'text/plain; charset=utf-8';
		const type = typeTested(response, producer) ?? usual;
		return { ...base, headers: [['Content-Type', type], ...headers], body: value };
	}
	return json(base, headers, value);
}

function json(
	base: { readonly status: number; readonly statusMessage: string },
	headers: readonly (readonly [string, string])[],
	body: Json,
): TwinReply {
	return {
		...base,
		headers: [['Content-Type', 'application/json'], ...headers],
		body: stringifyJson(body),
	};
}

function holdsText(shape: Shape): boolean {
	return ['xml', 'split', 'captured'].includes(kindOf(shape));
}

/** An error says what the workflow reads of errors, and a message in any case. */
function errorBody(shape: Shape | undefined, message: string, producer: Producer): Json {
	const value = shape === undefined ? {} : producer.produce(shape);
	return isJsonObject(value) && memberNames(value).length > 0
		? value
		: { message: `${message} (from the stand-in)` };
}

/** The status that suits best what the workflow does with it. */
function statusFor(response: Shape, { goals, isHopeless }: Plan): number {
	const shape = response.members.get('status_code');
	const wanted: readonly Weighted[] = shape === undefined ? [] : (goals.get(shape) ?? []);
	const literals = [...(shape?.uses.literals ?? [])].map(Number).filter(isStatus);
	const good = literals.filter((status) => status >= 200 && status < 300);
	const preferred = good.length > 0 && !good.includes(200) ? good : [];
	const candidates = isHopeless
		? [...FAILURES, ...literals, ...SUCCESSES]
		: [...preferred, ...SUCCESSES, ...literals, ...FAILURES];
	const score = (status: number) =>
		wanted.reduce((sum, { goal, weight }) => sum + (meets(goal, status) ? weight : 0), 0);
	const best = Math.max(...candidates.map(score));
	return candidates.find((status) => score(status) === best) ?? 200;
}

function isStatus(number: number): boolean {
	return Number.isInteger(number) && number >= 200 && number <= 599;
}

const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]+$/;

function headersFor(response: Shape, producer: Producer): (readonly [string, string])[] {
	const headers: (readonly [string, string])[] = [];
	const shape = response.members.get('headers');
	for (const [name, member] of shape?.members ?? []) {
		if (/^content-(?:type|length|encoding)$/i.test(name) || !HEADER_NAME.test(name)) continue;
		const value = producer.produce(member);
		if (value !== undefined && value !== null) headers.push([name, headerText(value)]);
	}
	const cookies = response.members.get('cookies');
	for (const [name, member] of cookies?.members ?? []) {
		if (!HEADER_NAME.test(name)) continue;
		const value = producer.produce(member);
		const text = isJsonObject(value) ? (getMember(value, 'value') ?? 'standin') : value;
		if (text !== undefined && text !== null)
			headers.push(['Set-Cookie', `${name}=${headerText(text)}; Path=/`]);
	}
	return headers;
}

/** The type of a text that the workflow looks for, if it does. */
function typeTested(response: Shape, producer: Producer): string | undefined {
	for (const [name, member] of response.members.get('headers')?.members ?? []) {
		if (!/^content-type$/i.test(name)) continue;
		const value = producer.produce(member);
		if (typeof value === 'string' && /^\w+\/[\w.+-]+$/.test(value) && !value.includes('json'))
			return value;
	}
	return undefined;
}

function headerText(value: Json): string {
	const text = typeof value === 'string' ? value : stringifyJson(value);
	return text.replace(/[\r\n\0]+/g, ' ');
}
