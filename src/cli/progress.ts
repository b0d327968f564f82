import type { TextOutput } from './terminal.ts';

const FIRST_MS = 1000;
const INTERVAL_MS = 200;

/** One line on a person's terminal that says how far work has come, on work longer than a second. */
export interface Progress {
	/** Removes the line until it is drawn again, for something else to be written. */
	clear(): void;
	/** Removes the line, for good. */
	stop(): void;
}

/** Shows what `describe` gives until it is stopped. Does nothing where nobody looks. */
export function showProgress(output: TextOutput, describe: () => string): Progress {
	if (!output.isTerminal) return { clear: () => undefined, stop: () => undefined };
	let isShown = false;
	const clear = () => {
		if (isShown) output.write('\r\u001b[2K');
		isShown = false;
	};
	const draw = () => {
		clear();
		output.write(output.colours.dim(describe().slice(0, output.columns - 1)));
		isShown = true;
	};
	let interval: NodeJS.Timeout | undefined;
	const timeout = setTimeout(() => {
		draw();
		interval = setInterval(draw, INTERVAL_MS);
	}, FIRST_MS);
	return {
		clear,
		stop() {
			clearTimeout(timeout);
			clearInterval(interval);
			clear();
		},
	};
}
