/**
 * Whether a value is still what somebody wrote to be replaced: `<insert your token>`, `your-org-id`, `xxx`,
 * `${TOKEN}`, `changeme`. Made from what published value documents hold.
 */
export function isPlaceholder(value: string): boolean {
	const text = value.trim();
	return PLACEHOLDERS.some((pattern) => pattern.test(text));
}

const PLACEHOLDERS = [
	/^[<[{(].*\b(?:insert|your|enter|replace|add|put|api|key|token|secret|password|user|id|host|name|url|domain|client|tenant|org\w*)\b.*[>\]})]$/i,
	/^<[^<>]*>$/,
	/^(?:insert|enter|replace|put|add|type|paste)[-_ ]+(?:with[-_ ]+|in[-_ ]+)?(?:your|the|here|a|an)\b/i,
	/^(?:my|your|the)[-_ ](?:own[-_ ])?(?:\w+[-_ .]?){1,6}$/i,
	/^your(?:[A-Z]\w*)+$/,
	/^[x*#?.]{3,}$/i,
	/^x{4,}(?:-x{4,})+$/i,
	/^(?:change|replace|fill)[-_ ]?(?:me|this|it|in)(?:[-_ ]?(?:please|here))?!?$/i,
	/^(?:to[-_ ]?do|tbd|n\/a|placeholder|example|sample|dummy|foo|bar|foobar)$/i,
	/^(?:api|access|secret|client|auth)[-_ ]?(?:key|token|secret|id)[-_ ]?(?:here|value|goes[-_ ]here)?$/i,
	/\b(?:goes|comes)[-_ ]here\b/i,
	/^\$\{[^}]*\}$/,
	/^%[A-Z_]+%$/,
];
