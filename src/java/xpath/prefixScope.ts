/** Which namespace each prefix stands for while one walks into elements and out of them. */
export class PrefixScope {
	private readonly bindings = new Map<string, string[]>();
	/** The prefixes in the order of their declarations, for leaving. */
	private readonly declared: string[] = [];

	/** How many declarations are in force: to be given to `leave`. */
	get depth(): number {
		return this.declared.length;
	}

	/** The namespace of a prefix; empty when it was taken away, undefined when there never was one. */
	lookUp(prefix: string): string | undefined {
		return this.bindings.get(prefix)?.at(-1);
	}

	declare(prefix: string, namespace: string): void {
		const stack = this.bindings.get(prefix);
		if (stack === undefined) this.bindings.set(prefix, [namespace]);
		else stack.push(namespace);
		this.declared.push(prefix);
	}

	/** Forgets what was declared since there were `depth` declarations. */
	leave(depth: number): void {
		while (this.declared.length > depth) this.bindings.get(this.declared.pop() ?? '')?.pop();
	}
}
