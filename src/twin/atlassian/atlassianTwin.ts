import type { Twin, TwinOptions } from '../twin.ts';
import type { Fault } from './faults.ts';
import type { AtlassianLedger } from './ledger.ts';
import type { AtlassianProfile } from './profile.ts';
import type { LoggedRequest } from './requestLog.ts';
import type { Scenario } from './scenario.ts';
import type { InjectedEvent } from './world.ts';

/** What an Atlassian twin takes: everything may be left out but the clock and the seed. */
export interface AtlassianTwinOptions extends Omit<TwinOptions, 'scenario' | 'faults' | 'profile'> {
	/** A scenario by name, or a story of one's own. Default: `busy`. */
	readonly scenario?: string | Scenario;
	readonly profile?: Partial<AtlassianProfile> | Readonly<Record<string, unknown>>;
	readonly faults?: readonly Fault[] | readonly unknown[];
}

/** The twin of the Atlassian organization API, with a few handles that the real one lacks. */
export interface AtlassianTwin extends Twin {
	readonly ledger: AtlassianLedger;
	readonly profile: AtlassianProfile;
	readonly scenario: Scenario;
	/** The twin's own time: the clock it was given, plus what it was advanced by. */
	nowMs(): number;
	advance(durationMs: number): void;
	/** Puts an event into the world and gives its id back. */
	inject(event: InjectedEvent): string;
	/** Replaces the fault plan; its counting starts anew. */
	setFaults(faults: readonly Fault[]): void;
	readonly faults: readonly Fault[];
	/** The last ten thousand requests, oldest first; and how many there were in all. */
	requests(): readonly LoggedRequest[];
	readonly requestTotal: number;
}
