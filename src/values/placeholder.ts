import { trimInvisible } from './straySpace.ts';

/** Nobody writes a longer one, and nothing longer is looked at. */
const PLACEHOLDER_MAX = 120;

/**
 * Whether a value is still what somebody wrote to be replaced: `<insert your token>`, `your-org-id`, `xxx`,
 * `${TOKEN}`, `changeme`. Made from what published value documents hold. Since a placeholder is an error, words
 * such as "my" and "the" count only together with what a parameter is for: `my-token`, not `my-company`.
 */
export function isPlaceholder(value: string): boolean {
	if (value.length > PLACEHOLDER_MAX) return false;
	const text = trimInvisible(value);
	return PLACEHOLDERS.some((pattern) => pattern.test(text)) || isPhrase(text);
}

const PLACEHOLDERS = [
	/^<[^<>]*>$/,
	/^your(?:[A-Z][a-z\d]*)+$/,
	/^[x*#?.]{3,}$/i,
	/^x{4,}(?:-x{4,})+$/i,
	/^(?:change|replace|fill)[-_ ]?(?:me|this|it|in)(?:[-_ ]?(?:please|here))?!?$/i,
	/^(?:to[-_ ]?do|tbd|n\/a|placeholder)$/i,
	/^(?:my[-_ ])?(?:api|access|secret|client|auth|org|tenant)[-_ ]?(?:key|token|secret|id)(?:[-_ ]?(?:here|value|goes[-_ ]here))?$/i,
	/\b(?:goes|comes)[-_ ]here\b/i,
	/^\$\{[^}]*\}$/,
	/^%[A-Z_]+%$/,
];

/** What parameters are for: the words that make a placeholder of what stands around them. */
const NOUN =
	/^(?:api|apikey|key|token|secret|password|passwd|user|username|email|id|uuid|guid|host|hostname|server|address|url|uri|domain|client|tenant|subdomain|account|org|orgid|organi[sz]ation|credentials?|value)$/i;
/** What "your" makes one too, and "my" does not: `my-company` is how companies call themselves. */
const WIDER_NOUN = /^(?:app|company|instance|name|project|region|site|team|workspace|here)$/i;
const ASKS = /^(?:insert|enter|replace|put|add|type|paste)$/i;
const LEADS = /^(?:the|a|an|with|in|this)$/i;

/** Some words: in brackets, behind "your" or "my", or behind what asks for something. */
function isPhrase(text: string): boolean {
	const isBracketed = /^(?:\[[^[\]]*\]|\{[^{}]*\}|\([^()]*\))$/.test(text);
	const words = (isBracketed ? text.slice(1, -1) : text).split(/[-_ .]+/);
	// Patterns, lists and addresses are no phrases: `[a-z]+(user)`, `{"a": 1}`, `https://my-host`.
	if (!words.every((word) => /^\w+[!:,]?$/.test(word))) return false;
	const [first = '', second = ''] = words.map((word) => word.toLowerCase());
	const hasNoun = words.some((word) => NOUN.test(word));
	if (ASKS.test(first)) return /^(?:your|here)$/.test(second) || (LEADS.test(second) && hasNoun);
	if (first === 'your') return hasNoun || words.some((word) => WIDER_NOUN.test(word));
	if (first === 'my') return words.length === 2 && NOUN.test(second);
	return isBracketed && hasNoun;
}
