import type { Program } from '../compile/program.ts';
import {
	type Action,
	type AnyNode,
	actionsOf,
	parametersOf,
	type Text,
} from '../model/workflow.ts';
import { ActionReader } from './actionReader.ts';
import type { Analysis, Branch, Choice, Loop } from './analysis.ts';
import { ALWAYS, both, type Goal, isSuccess, type Solutions, UNKNOWN, type Way } from './goal.ts';
import { type Assignment, loopEnds, waysTo } from './loopEnds.ts';
import { constant, type Meaning, OPEN } from './meaning.ts';
import { Scope } from './scope.ts';

/** Once to see what is an array, once to see what follows from that, and once more for what is kept between runs. */
const PASSES = 3;
/** Deeper blocks are not looked at. */
const BLOCK_DEPTH_MAX = 150;
/** When a workflow is so large that looking at loops twice takes too long. */
const VISITS_MAX = 20_000;
/** How many places may be copied and joined: what comes behind is not looked at. */
const WORK_MAX = 5_000_000;

/** One condition on the way to an action, and which side of it leads there. */
export interface Guard {
	/** The branch; undefined where it is one that was not taken. */
	readonly node?: AnyNode;
	readonly ways: readonly Way[];
	readonly opposite: readonly Way[];
}

/**
 * Goes through a workflow as a run would, with knowledge about values instead of values: branches are both taken,
 * loops are gone through twice, and the whole more than once, since a run begins with what the one before left. What
 * the parameters are may be said.
 */
export function analyse(
	program: Program,
	parameters: (name: string, preset: string | undefined) => Meaning = ofPreset,
): Analysis {
	return new Analyser(program).analyse(parameters);
}

/** A parameter of which nothing but its default is known. */
function ofPreset(_name: string, preset: string | undefined): Meaning {
	return preset === undefined ? OPEN : constant(preset);
}

type Block = AnyNode & { readonly children: readonly AnyNode[] };

class Analyser {
	readonly #program: Program;
	readonly #reader: ActionReader;
	readonly #loops = new Map<AnyNode, Loop>();
	readonly #conditions = new Map<AnyNode, Solutions>();
	readonly #aborts = new Map<AnyNode, Choice>();
	readonly #preferences = new Map<AnyNode, Choice>();
	readonly #branches = new Map<AnyNode, readonly Branch[]>();
	/** The loops around the action that is looked at, with what is assigned in them. */
	readonly #around: { readonly loop: Loop; readonly assignments: Assignment[]; guards: number }[] =
		[];
	readonly #guards: Guard[] = [];
	#visits = 0;

	constructor(program: Program) {
		this.#program = program;
		this.#reader = new ActionReader(program);
	}

	analyse(parameters: (name: string, preset: string | undefined) => Meaning): Analysis {
		let scope = new Scope();
		for (let pass = 0; pass < PASSES; pass++) {
			for (const { attributes } of parametersOf(this.#program.workflow)) {
				const name = attributes.name.value;
				scope.write([name], parameters(name, attributes.default?.value));
			}
			scope = this.#block(actionsOf(this.#program.workflow), scope, 0);
			if (pass === 0) {
				scope.endFirstLook();
				for (const { response } of this.#reader.endpoints) response.forgetUses();
			}
		}
		return {
			program: this.#program,
			endpoints: this.#reader.endpoints,
			loops: this.#loops,
			aborts: [...this.#aborts.values()],
			preferences: [...this.#preferences.values()],
			branches: [...this.#branches.values()].flat(),
		};
	}

	#block(actions: readonly Action[], scope: Scope, depth: number): Scope {
		let current = scope;
		for (const action of actions) current = this.#action(action, current, depth);
		return current;
	}

	#action(action: Action, scope: Scope, depth: number): Scope {
		this.#visits++;
		if (scope.work > WORK_MAX) return scope;
		switch (action.kind) {
			case 'If':
				return depth > BLOCK_DEPTH_MAX ? scope : this.#if(action, scope, depth);
			case 'While':
			case 'DoWhile':
			case 'ForEach':
				return depth > BLOCK_DEPTH_MAX ? scope : this.#loop(action, scope, depth);
			default: {
				const loops = this.#around.map(({ loop }) => loop);
				const assigned = this.#reader.read(action, scope, loops);
				for (const assignment of assigned) this.#noteAssignment(assignment);
				return scope;
			}
		}
	}

	#noteAssignment({ place, meaning }: Omit<Assignment, 'guards'>): void {
		for (const { assignments, guards } of this.#around)
			if (assignments.length < 200)
				assignments.push({ place, meaning, guards: this.#guards.slice(guards) });
	}

	#if(action: Extract<Action, { kind: 'If' }>, scope: Scope, depth: number): Scope {
		const branches = [action, ...action.branches];
		const guardsBefore = this.#guards.length;
		const sides: Guard[] = [];
		let before: readonly Way[] = [[]];
		let result: Scope | undefined;
		const take = (end: Scope) => {
			if (result === undefined) result = end;
			else result.join(end);
		};
		for (const branch of branches) {
			const { yes, no } =
				branch.kind === 'Else'
					? ALWAYS
					: this.#condition(branch, branch.attributes.condition, scope);
			const cause = both(before, yes);
			this.#noteChoice(branch, { yes, no, cause }, branches);
			const side = { node: branch, ways: yes, opposite: no };
			sides.push(side);
			this.#guards.push(side);
			const wasAside = this.#reader.isAside;
			this.#reader.isAside ||= isForErrors(cause);
			const end = this.#block(branch.children, scope.copy(), depth + 1);
			this.#reader.isAside = wasAside;
			before = both(before, no);
			if (!alwaysAborts(branch.children)) take(end);
			this.#guards.pop();
			this.#guards.push({ ways: no, opposite: yes });
		}
		this.#guards.length = guardsBefore;
		this.#noteBranches(action, sides);
		if (action.branches.at(-1)?.kind !== 'Else') take(scope);
		return result ?? scope;
	}

	/** How to get into every branch, and past them all. */
	#noteBranches(action: Extract<Action, { kind: 'If' }>, sides: readonly Guard[]): void {
		const blocks = [action, ...action.branches];
		const firsts = blocks.flatMap(({ children }) => children.slice(0, 1));
		const loops = this.#around.map(({ loop }) => loop);
		const outer = waysTo(this.#guards);
		const noted: Branch[] = [];
		let before: readonly Way[] = [[]];
		for (const { node, ways, opposite } of sides) {
			const children = node?.children ?? [];
			const [first] = children;
			if (node !== undefined && first !== undefined)
				noted.push({
					test: action,
					node,
					firsts: [first, ...firsts.filter((one) => one !== first)],
					ways: both(both(before, ways), outer),
					around: this.#placeOf(node),
					loops,
					aborts: alwaysAborts(children),
				});
			before = both(before, opposite);
		}
		if (action.branches.at(-1)?.kind !== 'Else')
			noted.push({
				test: action,
				node: undefined,
				firsts,
				ways: both(before, outer),
				around: this.#placeOf(action),
				loops,
				aborts: false,
			});
		this.#branches.set(action, noted);
	}

	#condition(node: AnyNode, text: Text, scope: Scope): Solutions {
		const solutions = this.#reader.solve(text, scope);
		this.#conditions.set(node, solutions);
		return solutions;
	}

	#noteChoice(
		branch: Block,
		{ yes, no, cause }: Solutions & { readonly cause: readonly Way[] },
		branches: readonly Block[],
	): void {
		const isAborting = ({ children }: Block) => alwaysAborts(children);
		if (isAborting(branch)) {
			if (branch.kind !== 'Else') {
				this.#noteAbort(branch, cause, no, this.#guards);
				return;
			}
			// What leads past an Else: any of the branches before it that do not abort themselves.
			const others = branches.filter((one) => one !== branch && !isAborting(one));
			const avoid = others.flatMap((one) => this.#conditions.get(one)?.yes ?? []);
			this.#noteAbort(branch, cause, avoid, this.#guards.slice(0, 1 - branches.length));
			return;
		}
		if (branch !== branches[0] || branches.some(isAborting)) return;
		const [rich, poor] =
			weightOf(branch.children) >=
			Math.max(0, ...branches.slice(1).map((one) => weightOf(one.children)))
				? [yes, no]
				: [no, yes];
		const around = this.#placeOf(branch);
		this.#preferences.set(branch, { node: branch, cause: poor, avoid: rich, around });
	}

	/** What leads past an Abort: the other side of its own condition, or of one around it. */
	#noteAbort(
		branch: AnyNode,
		cause: readonly Way[],
		own: readonly Way[],
		guards: readonly Guard[],
	): void {
		const outer = guards.toReversed().flatMap(({ opposite }) => opposite.filter(isAboutStatus));
		const ways = [...own, ...outer].filter((way) => way.length > 0);
		// That all is well is a better reason than that something is not there.
		const avoid = [...ways.filter(saysSuccess), ...ways.filter((way) => !saysSuccess(way))].slice(
			0,
			12,
		);
		const around = this.#placeOf(branch);
		if (avoid.length > 0) this.#aborts.set(branch, { node: branch, cause, avoid, around });
	}

	/** What stands around a branch, and itself. */
	#placeOf(branch: AnyNode): readonly AnyNode[] {
		const branches = this.#guards.flatMap(({ node }) => node ?? []);
		return [...branches, ...this.#around.map(({ loop }) => loop.node), branch];
	}

	#loop(action: Loop['node'], scope: Scope, depth: number): Scope {
		let loop = this.#loops.get(action);
		if (loop === undefined) {
			loop = {
				node: action,
				ends: [],
				goesOn: [],
				isEndless: false,
				isDirect: false,
				looksAtResponses: false,
				waitsForNull: false,
				stoppedIn: new Set(),
			};
			this.#loops.set(action, loop);
		}
		const passes = this.#visits > VISITS_MAX ? 1 : 2;
		const current = scope;
		const before = action.kind === 'DoWhile' ? undefined : scope.copy();
		let solutions = UNKNOWN;
		for (let pass = 0; pass < passes; pass++) {
			const around = { loop, assignments: [], guards: this.#guards.length };
			this.#around.push(around);
			if (action.kind === 'ForEach') this.#reader.readForEach(action, current);
			else if (action.kind === 'While')
				solutions = this.#condition(action, action.attributes.condition, current);
			const end = this.#block(action.children, current.copy(), depth + 1);
			if (action.kind === 'DoWhile')
				solutions = this.#condition(action, action.attributes.condition, end);
			this.#around.pop();
			current.join(end);
			if (action.kind !== 'ForEach')
				Object.assign(
					loop,
					loopEnds({
						loop,
						solutions,
						condition: this.#reader.expressionOf(action.attributes.condition, current),
						assignments: around.assignments,
						scope: current,
						endpoints: this.#reader.endpoints,
					}),
				);
		}
		if (before !== undefined) current.join(before);
		return current;
	}
}

function isForErrors(ways: readonly Way[]): boolean {
	return ways.length > 0 && !ways.some(isSuccess);
}

function saysSuccess(way: Way): boolean {
	return isSuccess(way) && way.some(({ shape, goal }) => shape.isStatus && goal.kind === 'equals');
}

/** Data must be as it is: only another status is a reason to go another way, and what comes with it. */
function isAboutStatus(way: Way): boolean {
	return (
		way.some(({ shape }) => shape.isStatus) &&
		way.every(({ shape, goal }) => shape.isStatus || PRESENCE.includes(goal.kind))
	);
}

const PRESENCE: readonly Goal['kind'][] = ['present', 'there', 'filled'];

/** Whether a block ends in an Abort whatever happens. */
function alwaysAborts(actions: readonly AnyNode[], depth = 0): boolean {
	if (depth > 20) return false;
	return actions.some((action) => {
		if (action.kind === 'Abort') return true;
		if (action.kind !== 'If' || action.branches.at(-1)?.kind !== 'Else') return false;
		return [action, ...action.branches].every(({ children }) => alwaysAborts(children, depth + 1));
	});
}

function weightOf(actions: readonly AnyNode[], depth = 0): number {
	if (depth > 20) return 0;
	return actions.reduce((sum, action) => {
		const blocks: readonly AnyNode[] = action.kind === 'If' ? action.branches : [];
		const inner = [action, ...blocks].reduce(
			(total, { children }) => total + weightOf(children as readonly AnyNode[], depth + 1),
			0,
		);
		return sum + (action.kind === 'Log' ? 0.2 : 1) + inner;
	}, 0);
}
