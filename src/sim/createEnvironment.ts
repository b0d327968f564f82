import { getMember, isJsonObject, type Json } from '../base/json.ts';
import type { Program } from '../compile/program.ts';
import { DEFAULT_SIM_BEHAVIOUR } from './behaviour.ts';
import type { Stop } from './completion.ts';
import { EVENT_BYTES_MAX } from './eventSize.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { Redactor } from './redact.ts';
import type { Run } from './run.ts';
import type { Environment } from './runtime.ts';
import { SecretPlaces } from './secretPlaces.ts';
import type { SimulationOptions } from './simulationOptions.ts';
import type { State } from './state.ts';
import { Throttle } from './throttle.ts';

/** What stays the same for all runs of a simulation, out of what it was told. */
export function createEnvironment(
	program: Program,
	options: SimulationOptions,
	checkpoint: (run: Run) => Promise<Stop | undefined>,
): Environment {
	const behaviour = { ...DEFAULT_SIM_BEHAVIOUR, ...options.behaviour };
	return {
		program,
		ports: options.ports,
		limits: { ...DEFAULT_LIMITS, ...options.limits },
		behaviour,
		jpathBehaviour: options.jpathBehaviour,
		redactor: new Redactor(options.secrets),
		secretPlaces: new SecretPlaces(program),
		notes: new Set(),
		nonceCounts: new Map(),
		throttle: options.epsThrottle === undefined ? undefined : new Throttle(options.epsThrottle),
		eventBytesMax: options.eventBytesMax ?? EVENT_BYTES_MAX,
		logSourceIdentifier: options.logSourceIdentifier ?? program.workflow.attributes.name.value,
		allowUntrustedCertificates: options.allowUntrustedCertificates ?? false,
		signal: options.signal,
		trace: options.onTrace,
		beforeAction: options.beforeAction,
		afterAction: behaviour.persistEvery === 'action' ? checkpoint : undefined,
		breathe: options.breathe ?? (() => Promise.resolve()),
	};
}

/** Responses that an earlier run stored: their headers are found whatever their case, as in that run. */
export function markHeaders(state: State): void {
	const waiting: Json[] = [state.root];
	for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
		if (!isJsonObject(value)) continue;
		const headers = getMember(value, 'headers');
		if (typeof value.status_code === 'number' && isJsonObject(headers)) state.markHeaders(headers);
		else for (const member of Object.values(value)) waiting.push(member);
	}
}
