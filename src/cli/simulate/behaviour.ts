import type { Switches } from '../../base/openQuestion.ts';
import { didYouMean } from '../../base/suggest.ts';
import { HOST_SWITCHES, type HostBehaviour } from '../../host/behaviour.ts';
import { JPATH_SWITCHES, type JpathBehaviour } from '../../jpath/behaviour.ts';
import { SIM_SWITCHES, type SimBehaviour } from '../../sim/behaviour.ts';
import type { Flags } from '../flags.ts';
import { UsageError } from '../usageError.ts';

/** Every switch about QRadar, by its name. */
export const SWITCHES: Switches = { ...JPATH_SWITCHES, ...SIM_SWITCHES, ...HOST_SWITCHES };

/** What `--profile` chooses, by whom it concerns. */
export interface Profile {
	readonly behaviour: Partial<SimBehaviour>;
	readonly jpathBehaviour: Partial<JpathBehaviour>;
	readonly hostBehaviour: Partial<HostBehaviour>;
	/** What is left for the API. */
	readonly rest: ReadonlyMap<string, string>;
}

/** The switches of `--profile`: those about QRadar, and those left for the API. */
export function readBehaviour(flags: Flags): Profile {
	const behaviour: Record<string, string | boolean> = {};
	const jpathBehaviour: Record<string, string | boolean> = {};
	const hostBehaviour: Record<string, string | boolean> = {};
	const rest = new Map<string, string>();
	for (const [name, text] of flags.pairs('profile')) {
		if (Object.hasOwn(JPATH_SWITCHES, name)) jpathBehaviour[name] = readSwitch(name, text);
		else if (Object.hasOwn(SIM_SWITCHES, name)) behaviour[name] = readSwitch(name, text);
		else if (Object.hasOwn(HOST_SWITCHES, name)) hostBehaviour[name] = readSwitch(name, text);
		else rest.set(name, text);
	}
	const persist = flags.text('persist-on-abort');
	if (persist !== undefined) behaviour.persistOnAbort = persist === 'true';
	return { behaviour, jpathBehaviour, hostBehaviour, rest } as Profile;
}

/** What the person chose, by the names of the switches. */
export function chosenSwitches(flags: Flags): ReadonlyMap<string, string> {
	const chosen = new Map(flags.pairs('profile'));
	const persist = flags.text('persist-on-abort');
	if (persist !== undefined) chosen.set('persistOnAbort', persist);
	return chosen;
}

/** Refuses switches that are not about QRadar where there is no API in a box that could know them. */
export function refuseUnknownSwitches({ rest }: Profile): void {
	const [unknown] = rest.keys();
	if (unknown === undefined) return;
	const hint = nearestSwitch(unknown);
	throw new UsageError(
		`There is no switch "${unknown}" for --profile without --api.${hint === '' ? ' The command fidelity --class unknown lists them.' : hint}`,
		'simulate',
	);
}

/** What a name that is no switch was meant for, where one is near. */
export function nearestSwitch(name: string): string {
	return didYouMean(name, Object.keys(SWITCHES));
}

function readSwitch(name: string, text: string): string | boolean {
	const { options = [], isOpen } = SWITCHES[name] ?? {};
	const value = isOpen ? text : options.find((option) => String(option) === text);
	if (value !== undefined) return value;
	const shown = options.map((option) => (option === '' ? 'the empty text' : option));
	throw new UsageError(
		`The switch "${name}" cannot be "${text}": it takes ${shown.join(', ')}.`,
		'simulate',
	);
}
