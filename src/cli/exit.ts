/** How the command leaves. Others script against these. */
export const EXIT = {
	clean: 0,
	/** Problems were found, or a run did not end well. */
	problemsFound: 1,
	badUsage: 2,
	internalError: 3,
	/** Ctrl-C, or nobody reads the output any more. As shells count it: 128 and the signal. */
	interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
