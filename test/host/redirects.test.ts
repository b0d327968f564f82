import type { RequestListener } from 'node:http';
import { expect, test } from 'vitest';
import type { HostBehaviour } from '../../src/host/behaviour.ts';
import { createHostPolicy } from '../../src/host/hostPolicy.ts';
import cases from './redirects.cases.json' with { type: 'json' };
import { fault, sendOne, text, withServer } from './sendOne.ts';
import { startServer } from './servers.ts';

interface Case {
	readonly title: string;
	readonly method?: string;
	readonly start?: string;
	readonly body?: string;
	readonly headers?: readonly (readonly [string, string])[];
	readonly behaviour?: Partial<HostBehaviour>;
	/** By address: status, Location and cookies. HERE is the host of the first server, OTHER the origin of the second. */
	readonly replies: Readonly<Record<string, unknown>>;
	/** What the last server saw, the status of an answer that is none of 200, or the fault as a pattern. */
	readonly got: string;
	readonly consulted?: readonly string[];
}

const SHOWN = ['authorization', 'cookie', 'x-key', 'content-type'];

/** Says what it was asked. */
function echo(name: string): RequestListener {
	return (incoming, response) => {
		let body = '';
		incoming.on('data', (chunk) => {
			body += String(chunk);
		});
		incoming.on('end', () => {
			const headers = SHOWN.filter((key) => incoming.headers[key] !== undefined);
			const shown = headers.map((key) => `${key}=${String(incoming.headers[key])}`);
			response.end([name, incoming.method, incoming.url, ...shown, body].filter(Boolean).join(' '));
		});
	};
}

test.each(cases as unknown as readonly Case[])('$title', async (given) => {
	const { replies, got, start = '/a', method = 'GET', headers = [], body, behaviour = {} } = given;
	let home = '';
	const elsewhere = startServer((incoming, response) => {
		if (incoming.url === '/back') response.writeHead(302, { Location: `${home}/b` }).end();
		else echo('other')(incoming, response);
	});
	await withServer(elsewhere, async (other) => {
		const first = startServer((incoming, response) => {
			const reply = replyTo(incoming.url ?? '', replies);
			if (reply === undefined) return echo('')(incoming, response);
			const [status, location, cookies = []] = reply;
			response.setHeader('Set-Cookie', [...cookies]);
			const to = [location ?? []]
				.flat()
				.map((one) => one.replace('OTHER', other.url).replace('HERE', home.slice(7)));
			response.writeHead(status, to.length === 0 ? {} : { Location: to }).end('moved');
		});
		await withServer(first, async ({ url }) => {
			home = url;
			const consulted: string[] = [];
			const result = await sendOne(
				url + start,
				{ behaviour, consulted: (key) => consulted.push(key) },
				{ method, headers, ...(body === undefined ? {} : { body }) },
			);
			const pattern = /^\/(.+)\/$/s.exec(got)?.[1];
			if (pattern !== undefined) {
				expect(fault(result)).toMatch(new RegExp(pattern));
				expect(!result.ok && result.fault.productMessage).toBe('Client Protocol Exception: null');
				expect(fault(result)).not.toContain('secret');
			} else if (got.startsWith('status '))
				expect(fault(result)).toBe(got.replace('status', 'reply'));
			else expect(text(result)).toBe(got);
			if (given.consulted !== undefined) expect(consulted).toEqual(given.consulted);
		});
	});
});

function replyTo(
	address: string,
	replies: Case['replies'],
): readonly [number, string | readonly string[] | null, (readonly string[])?] | undefined {
	const { chain } = replies;
	if (typeof chain === 'number') {
		const step = Number(/\d+/.exec(address)?.[0] ?? 0);
		return step < chain ? [302, `/${step + 1}`] : undefined;
	}
	return replies[address] as ReturnType<typeof replyTo>;
}

test('a redirect to a host that nobody named is not followed', async () => {
	await withServer(
		startServer((_, response) =>
			response.writeHead(302, { Location: 'http://evil.example/' }).end(),
		),
		async ({ url }) => {
			const hostPolicy = createHostPolicy({ texts: [url], allowedHosts: [] });
			expect(fault(await sendOne(url, { hostPolicy }))).toMatch(
				/^host-not-allowed: .*"evil\.example".*--allow-host evil\.example/,
			);
		},
	);
});
