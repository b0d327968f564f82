import type pico from 'picocolors';

/** What colours a text, or gives it back as it is where there is no colour. */
export type Colours = ReturnType<typeof pico.createColors>;

/** One of the two ways out. */
export interface TextOutput {
	/** Never throws: what nobody reads any more is dropped. */
	write(text: string): void;
	/** Whether a person is looking. */
	readonly isTerminal: boolean;
	readonly columns: number;
	readonly colours: Colours;
}

/** Everything a command may touch of the process it runs in. */
export interface Terminal {
	readonly stdout: TextOutput;
	readonly stderr: TextOutput;
	readonly stdin: AsyncIterable<Uint8Array | string>;
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Aborted by Ctrl-C and when nobody reads the output any more: finish what is being written, and end. */
	readonly signal: AbortSignal;
}

/** Whether an output shows colours. Source: no-color.org, force-color.org. */
export function hasColours(
	isTerminal: boolean,
	environment: Readonly<Record<string, string | undefined>>,
): boolean {
	const { NO_COLOR: never = '', FORCE_COLOR: always = '', TERM: term } = environment;
	if (never !== '') return false;
	if (always !== '') return always !== '0' && always !== 'false';
	return isTerminal && term !== 'dumb';
}

/** The columns that text is laid out for: 80 where a terminal does not know, never too wide to read well. */
export function readableColumns(columns: number | undefined): number {
	return Math.min(Math.max(columns || 80, 40), 100);
}

/** The columns that lines of a document must keep within, for their carets to stand below them: a terminal's. */
export function frameColumns({ isTerminal, columns }: TextOutput): number | undefined {
	return isTerminal ? columns : undefined;
}
