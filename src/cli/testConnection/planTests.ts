import type { Span } from '../../base/span.ts';
import { attributeSpecs, defaultOf } from '../../catalog/catalog.ts';
import type { ConnectionTestName } from '../../catalog/documents.ts';
import type { Program } from '../../compile/program.ts';
import type { ConnectionTest } from '../../host/connectionTests.ts';
import type { Context } from '../../jpath/context.ts';
import { renderTemplate } from '../../jpath/template.ts';
import { collectPaths } from '../../jpath/visit.ts';
import { attributesOf } from '../../model/visit.ts';
import { type ChildOf, parametersOf, testsOf } from '../../model/workflow.ts';

/** One test of the Tests section, its templates filled in. */
export interface PlannedTest {
	readonly name: ConnectionTestName;
	readonly span: Span | undefined;
	/** What it is about: `example.com`, `example.com:443` or an address. */
	readonly target: string;
	/** What to do, or why it cannot be done. */
	readonly plan: ConnectionTest | Obstacle;
}

/** Why a test fails before anything is sent. */
export interface Obstacle {
	readonly kind: 'obstacle';
	readonly message: string;
	readonly help: string;
}

/**
 * The tests of a workflow in order. Only the parameters are in the State then: a template that reads anything
 * else renders to nothing. Parameters without a value take their default.
 */
export function planTests(
	program: Program,
	given: ReadonlyMap<string, string>,
	context: Pick<Context, 'now' | 'random'>,
): PlannedTest[] {
	const state: Record<string, string> = {};
	for (const { attributes } of parametersOf(program.workflow)) {
		const text = given.get(attributes.name.value) ?? attributes.default?.value ?? '';
		if (text !== '') state[attributes.name.value] = text;
	}
	const planner: Planner = { program, context: { ...context, state, version: program.version } };
	return testsOf(program.workflow).map((node) => planTest(node, planner));
}

interface Planner {
	readonly program: Program;
	readonly context: Context;
}

type TestNode = ChildOf<'Tests'>;

function planTest(node: TestNode, planner: Planner): PlannedTest {
	const span = node.nameSpan ?? node.span;
	const read = (name: string) => textOf(node, name, planner);
	const planned = (target: string, plan: ConnectionTest | Obstacle): PlannedTest => ({
		name: node.kind,
		span,
		target,
		plan,
	});
	if (node.kind === 'HTTPConnectionThroughProxyTest') {
		const url = read('url');
		const expected = read('expectedResponseStatus');
		return planned(url.text, url.obstacle ?? expected.obstacle ?? planRequest(url, expected));
	}
	const host = read('host');
	const obstacle = host.obstacle ?? hostObstacle(host);
	if (node.kind === 'DNSResolutionTest')
		return planned(host.text, obstacle ?? { kind: 'dns', host: host.text });
	const port = read('port');
	const target = `${host.text.includes(':') && obstacle === undefined ? `[${bare(host.text)}]` : host.text}:${port.text}`;
	const wrong = obstacle ?? port.obstacle ?? portObstacle(port);
	const kind = node.kind === 'TCPConnectionTest' ? 'tcp' : 'tls';
	return planned(target, wrong ?? { kind, host: bare(host.text), port: Number(port.text) });
}

/** The text of an attribute as it stands now. */
interface Filled {
	readonly text: string;
	readonly attribute: string;
	/** The parameters that it is made of. */
	readonly parameters: readonly string[];
	readonly obstacle?: Obstacle;
}

function textOf(node: TestNode, attribute: string, { program, context }: Planner): Filled {
	const source = attributesOf(node)[attribute];
	if (source === undefined) {
		const spec = attributeSpecs(node.kind)[attribute];
		const text = (spec && defaultOf(spec, program.version)) ?? '';
		return { text, attribute, parameters: [] };
	}
	const { template } = program.compiledOf(source);
	const known = parametersOf(program.workflow).map(({ attributes }) => attributes.name.value);
	const named = collectPaths(template).flatMap(({ steps: [step] }) =>
		step?.kind === 'member' ? [step.name] : [],
	);
	const filled = { attribute, parameters: known.filter((name) => named.includes(name)) };
	const rendering = renderTemplate(template, context);
	if (!rendering.ok) {
		const { message, help } = rendering.fault;
		const advice = help ?? 'Only parameters can be used in the Tests section.';
		return { ...filled, text: source.value, obstacle: obstacle(message, advice) };
	}
	const { text } = rendering;
	if (text.trim() === '')
		return {
			...filled,
			text: source.value,
			obstacle: obstacle(`"${attribute}" renders to nothing.`, givingOf(filled, 'a value')),
		};
	return { ...filled, text };
}

function givingOf({ parameters, attribute }: Omit<Filled, 'text'>, what: string): string {
	const [name, ...others] = parameters;
	if (name === undefined)
		return `Write ${what} into the attribute "${attribute}"; of the State only parameters are there.`;
	if (others.length === 0) return `Give the parameter "${name}" ${what}: --set ${name}=….`;
	const list = [name, ...others].map((one) => `"${one}"`);
	return `Check the parameters ${list.slice(0, -1).join(', ')} and ${list.at(-1)}, of which it is made.`;
}

function obstacle(message: string, help: string): Obstacle {
	return { kind: 'obstacle', message, help };
}

/** Source: 19 public workflows put an address there, and their tests fail. */
function hostObstacle(host: Filled): Obstacle | undefined {
	const { text } = host;
	if (/^\[?[\da-f:.]*:[\da-f:.]*:[\da-f:.]*\]?$/i.test(text)) return undefined;
	const refuse = (what: string, help: string) =>
		obstacle(`"${text}" is not a host name: ${what}.`, help);
	const inner = text.trim().replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
	const name = inner
		.replace(/[/?#].*$/s, '')
		.replace(/^.*@/s, '')
		.replace(/:\d*$/, '');
	const advice = givingOf(
		host,
		HOST_NAME.test(name) ? `the host alone, ${name}` : 'the host alone',
	);
	if (inner !== text.trim()) return refuse('it begins with a scheme', advice);
	if (/\s/.test(text) && !/[<>]/.test(text)) return refuse('there is a space in it', advice);
	if (/[/?#]/.test(text)) return refuse('it goes on behind the name of the server', advice);
	if (text.includes('@')) return refuse('there is a user in it', advice);
	if (/:\d*$/.test(text))
		return refuse('there is a port in it', `${advice} The attribute "port" takes the port.`);
	return HOST_NAME.test(text)
		? undefined
		: refuse('there are characters in it that no name has', advice);
}

/** Letters of any script, digits, "-", "." and "_". */
const HOST_NAME = /^[^\s!-,/:-@[-^`{-\x7f]+$/;

function portObstacle({ text, ...rest }: Filled): Obstacle | undefined {
	const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
	if (port >= 1 && port <= 65_535) return undefined;
	const what = 'a whole number from 1 to 65535';
	return obstacle(`"${text}" is not a port.`, givingOf(rest, what));
}

function planRequest(url: Filled, expected: Filled): ConnectionTest | Obstacle {
	const { text } = url;
	if (!/^https?:\/\//i.test(text))
		return obstacle(
			`"${text}" is not an address: it must begin with https:// or http://.`,
			givingOf(url, 'the whole address'),
		);
	if (/^https?:\/\/https?:/i.test(text))
		return obstacle(
			`"${text}" has its scheme twice.`,
			'Let the parameter hold the host alone, or leave https:// out of the attribute.',
		);
	if (!URL.canParse(text) || /\s/.test(text)) {
		const isBare = /^https?:\/\/[\da-f]*:[\da-f]*:/i.test(text);
		const why = isBare ? ': an IPv6 address stands in brackets, such as [::1]' : '';
		return obstacle(`"${text}" is not an address${why}.`, givingOf(url, 'one that is encoded'));
	}
	const status = Number(expected.text);
	if (/^\d{3}$/.test(expected.text) && status >= 100)
		return { kind: 'http', url: text, expectedStatus: status };
	return obstacle(
		`"${expected.text}" is not a status.`,
		givingOf(expected, 'a number such as 200 or 404'),
	);
}

function bare(host: string): string {
	return host.replace(/^\[|\]$/g, '');
}
