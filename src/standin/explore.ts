import type { AnyNode } from '../model/workflow.ts';
import type { Analysis, Branch, Endpoint } from './analysis.ts';
import { meets, NOTHING, SUCCESSES, type Way } from './goal.ts';
import type { Shape } from './shape.ts';

/** A side of an If that no run has seen, and a response that leads there. */
export interface Wish {
	readonly way: Way;
	/** The status of an error, where that is what leads there. */
	readonly status: number | undefined;
	/** Whether it was chosen although the run may not go on after it. */
	readonly isFatal: boolean;
}

/** Which sides of Ifs a response may lead to. */
export interface Permission {
	/** Those that an error leads to from which the workflow recovers: it calls again. */
	readonly recoverable: boolean;
	/** Those that errors lead to, whatever becomes of the run. */
	readonly fatal: boolean;
}

interface Candidate extends Wish {
	readonly branch: Branch;
	readonly kind: 'harmless' | 'recoverable' | 'fatal';
	attempts: number;
}

/** What APIs answer when something is wrong, the likeliest first. */
const ERRORS = [429, 503, 500, 401, 403, 404, 400, 502, 504, 408, 409];
/** So many errors of one endpoint are shrugged off in a run: workflows try again twice or more. */
const ERRORS_MAX = 2;
/** After so many attempts a side is taken to be out of reach. */
const ATTEMPTS_MAX = 6;

/** Remembers which sides of Ifs runs have seen, and finds responses that lead to the others. */
export class Explorer {
	readonly #candidates = new Map<number, Candidate[]>();
	readonly #counts = new Map<AnyNode, number>();
	/** The errors that each endpoint gave in this run. */
	readonly #errors = new Map<number, { readonly count: number; readonly isLatest: boolean }>();

	constructor(analysis: Analysis) {
		for (const branch of analysis.branches)
			for (const way of branch.ways)
				for (const index of new Set(way.map(({ shape }) => shape.endpoint))) {
					const endpoint = analysis.endpoints[index];
					const candidate = endpoint && candidateFor(branch, way, { endpoint, analysis });
					if (candidate === undefined) continue;
					const known = this.#candidates.get(index) ?? [];
					known.push(candidate);
					this.#candidates.set(index, known);
				}
	}

	/** An action is about to run. */
	attend(action: AnyNode): void {
		this.#counts.set(action, this.#countOf(action) + 1);
	}

	/** A new run: workflows that count errors begin anew. */
	beginRun(): void {
		this.#errors.clear();
	}

	/** What the next response of an endpoint should be like; undefined when nothing is left to see. */
	next({ index }: Endpoint, { recoverable, fatal }: Permission): Wish | undefined {
		const errors = this.#errors.get(index) ?? { count: 0, isLatest: false };
		const mayRecover = recoverable && !errors.isLatest && errors.count < ERRORS_MAX;
		const allowed = (this.#candidates.get(index) ?? []).filter(
			({ kind, attempts, branch }) =>
				attempts < ATTEMPTS_MAX &&
				(kind === 'harmless' || fatal || (kind === 'recoverable' && mayRecover)) &&
				this.#isNews(branch),
		);
		const bad = allowed.filter(({ kind }) => kind !== 'harmless');
		const least = leastTried(bad) ?? leastTried(allowed);
		const isError = least?.status !== undefined;
		this.#errors.set(index, { count: errors.count + (isError ? 1 : 0), isLatest: isError });
		if (least !== undefined) least.attempts++;
		return least;
	}

	/** Whether a run has been at the If, or could be, and never on this side. */
	#isNews({ test, node, firsts }: Branch): boolean {
		if (node !== undefined) return firsts[0] === undefined || this.#countOf(firsts[0]) === 0;
		const taken = firsts.reduce((sum, first) => sum + this.#countOf(first), 0);
		return this.#countOf(test) <= taken;
	}

	#countOf(action: AnyNode): number {
		return this.#counts.get(action) ?? 0;
	}
}

function leastTried(candidates: readonly Candidate[]): Candidate | undefined {
	const least = Math.min(...candidates.map(({ attempts }) => attempts));
	return candidates.find(({ attempts }) => attempts === least);
}

function candidateFor(
	branch: Branch,
	way: Way,
	{ endpoint, analysis }: { readonly endpoint: Endpoint; readonly analysis: Analysis },
): Candidate | undefined {
	const own = way.filter(({ shape }) => shape.endpoint === endpoint.index);
	if (own.some(({ shape, goal }) => shape.uses.isBare && NOTHING.includes(goal.kind)))
		return undefined;
	const statuses = own.filter(({ shape }) => shape.isStatus);
	const fits = (status: number) => statuses.every(({ goal }) => meets(goal, status));
	const made = { branch, way: own, attempts: 0 };
	if (SUCCESSES.some(fits)) {
		const kind = branch.aborts ? 'fatal' : 'harmless';
		return { ...made, status: undefined, kind, isFatal: branch.aborts };
	}
	const literals = statuses.flatMap(({ shape }) => [...shape.uses.literals].map(Number));
	const isError = (status: number) => status >= 300 && status <= 599 && fits(status);
	const status = [...ERRORS, ...literals].find(isError);
	if (status === undefined) return undefined;
	const kind = isRecoverable(branch, status, { endpoint, analysis }) ? 'recoverable' : 'fatal';
	return { ...made, status, kind, isFatal: kind === 'fatal' };
}

/**
 * Whether a workflow that gets an error there goes on: no Abort looks at that status, or at least none in the loop in
 * which it calls again.
 */
function isRecoverable(
	{ aborts, loops, around }: Branch,
	status: number,
	{ endpoint, analysis }: { readonly endpoint: Endpoint; readonly analysis: Analysis },
): boolean {
	const loop = loops.at(-1);
	if (aborts) return false;
	const isRepeated =
		loop !== undefined &&
		endpoint.loops.at(-1) === loop &&
		loop.node.kind !== 'ForEach' &&
		!loop.isDirect &&
		!around.some((one) => loop.stoppedIn.has(one));
	return !analysis.aborts.some(
		({ cause, around: place }) =>
			(!isRepeated || place.includes(loop.node)) &&
			cause.some((way) => isMetBy(way, endpoint.response, status)),
	);
}

function isMetBy(way: Way, response: Shape, status: number): boolean {
	const own = way.filter(({ shape }) => shape.isStatus && shape.parent === response);
	return own.length > 0 && own.every(({ goal }) => meets(goal, status));
}
