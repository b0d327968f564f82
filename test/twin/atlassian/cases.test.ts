import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { AtlassianTwinOptions } from '../../../src/twin/atlassian/atlassianTwin.ts';
import { type Bench, createBench, START_MS } from './fixture.ts';

/** One request, or one move of the world, and what must be seen then. */
interface Step {
	/** Moves the clock first. */
	readonly after?: number;
	/** Below the organization, or from `/`, or a whole URL. `{start-1000}` is an instant, `{name}` a kept value. */
	readonly get?: string;
	readonly key?: string;
	readonly send?: readonly [method: string, path: string, body?: unknown];
	/** How many times the request is sent; the last reply counts. */
	readonly times?: number;
	readonly status?: number;
	/** Header by lower-case name; null: absent. */
	readonly headers?: Readonly<Record<string, string | null>>;
	/** Value by path in the body, such as `meta.next` or `data.length`; `/…/` is a pattern. */
	readonly body?: Readonly<Record<string, unknown>>;
	readonly text?: string;
	readonly fault?: string;
	readonly delayMs?: number;
	/** Keeps values of the body under names. */
	readonly keep?: Readonly<Record<string, string>>;
}

interface Story {
	readonly about: string;
	readonly options?: Partial<AtlassianTwinOptions>;
	readonly steps: readonly Step[];
}

const folder = new URL('.', import.meta.url);
for (const file of readdirSync(folder).filter((name) => name.endsWith('.cases.json'))) {
	const stories = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as readonly Story[];
	describe(file.replace('.cases.json', ''), () => {
		test.each(stories)('$about', ({ options = {}, steps }) => {
			const bench = createBench(options);
			const kept = new Map<string, string>();
			for (const [place, step] of steps.entries()) run(bench, step, kept, `step ${place + 1}`);
		});
	});
}

function run(bench: Bench, step: Step, kept: Map<string, string>, label: string): void {
	bench.nowMs += step.after ?? 0;
	let reply = request(bench, step, kept);
	for (let time = 1; time < (step.times ?? 1); time++) reply = request(bench, step, kept);
	if (reply === undefined) return;
	const body = String(reply.body);
	if (step.status !== undefined) expect(reply.status, `${label}: ${body}`).toBe(step.status);
	if (step.fault !== undefined) expect(reply.fault, label).toBe(step.fault);
	if (step.delayMs !== undefined) expect(reply.delayMs, label).toBe(step.delayMs);
	for (const [name, value] of Object.entries(step.headers ?? {})) {
		const found = reply.headers.find(([one]) => one.toLowerCase() === name)?.[1] ?? null;
		expect(found, `${label}: header ${name}`).toBe(value);
	}
	if (step.text !== undefined) expect(body, label).toMatch(new RegExp(step.text));
	if (step.body === undefined && step.keep === undefined) return;
	const json: unknown = JSON.parse(body);
	for (const [path, wanted] of Object.entries(step.body ?? {})) {
		const found = valueAt(json, path) ?? null;
		const pattern = typeof wanted === 'string' ? /^\/(.*)\/$/.exec(wanted)?.[1] : undefined;
		if (pattern !== undefined)
			expect(String(found), `${label}: ${path}`).toMatch(new RegExp(pattern));
		else if (typeof wanted === 'string')
			expect(found, `${label}: ${path}`).toBe(fill(wanted, kept, bench));
		else expect(found, `${label}: ${path}`).toEqual(wanted);
	}
	for (const [name, path] of Object.entries(step.keep ?? {}))
		kept.set(name, String(valueAt(json, path)));
}

function request(bench: Bench, step: Step, kept: Map<string, string>) {
	if (step.get !== undefined) return bench.get(fill(step.get, kept, bench), step.key);
	if (step.send === undefined) return undefined;
	const [method, path, body] = step.send;
	return bench.send(
		method,
		`https://api.atlassian.com${fill(path, kept, bench)}`,
		body === undefined
			? undefined
			: typeof body === 'string'
				? body
				: fill(JSON.stringify(body), kept, bench),
	);
}

function fill(text: string, kept: Map<string, string>, bench: Bench): string {
	return text
		.replace(/\{start([+-]\d+)?\}/g, (_, shift = '0') => String(START_MS + Number(shift)))
		.replace(/\{(\w+)\}/g, (whole, name) =>
			name === 'org' ? (bench.twin.credentials.orgId ?? '') : (kept.get(name) ?? whole),
		);
}

function valueAt(value: unknown, path: string): unknown {
	return path
		.split('.')
		.reduce<unknown>(
			(inner, name) => (inner as Record<string, unknown> | null | undefined)?.[name],
			value,
		);
}
