/** The command line asks for something that cannot be done. The message is for the person who typed it. */
export class UsageError extends Error {
	override readonly name = 'UsageError';
	/** The command whose help may be worth a look. */
	readonly command: string | undefined;

	constructor(message: string, command?: string) {
		super(message);
		this.command = command;
	}
}
