import { readdirSync, readFileSync } from 'node:fs';
import type { Version } from '../../src/base/version.ts';
import type { ScriptedReply } from '../../src/memory/scriptedHttp.ts';

/** What was seen, or what must be seen: values by name. */
export type Observation = Readonly<Record<string, unknown>>;

/** A part of every case. */
interface Held {
	/** The rows of the table that this case holds. */
	readonly holds: readonly string[];
	/** What must be seen with every switch at its default. */
	readonly expect: Observation;
	/** What must be seen instead when switches are set: `NAME=VALUE`, several with spaces between. */
	readonly otherwise?: Readonly<Record<string, Observation>>;
}

/** An expression over a State. */
export interface ExpressionCase extends Held {
	readonly expression: string;
	readonly version?: Version;
	readonly state?: unknown;
}

/** A template over a State. */
export interface TemplateCase extends Held {
	readonly template: string;
	readonly version?: Version;
	readonly state?: unknown;
}

/** A workflow that runs, with an API that answers from a list. */
export interface WorkflowCase extends Held {
	/** The content of `<Actions>`. */
	readonly actions: string;
	readonly version?: Version;
	readonly parameters?: string;
	readonly attributes?: string;
	readonly tests?: string;
	readonly values?: Readonly<Record<string, string>>;
	readonly state?: unknown;
	readonly replies?: readonly (ScriptedReply & {
		readonly bytes?: readonly number[];
		/** How often the body is repeated. */
		readonly repeated?: number;
	})[];
	readonly runs?: number;
	readonly recurrenceMs?: number;
	readonly logSourceIdentifier?: string;
	readonly allowUntrustedCertificates?: boolean;
	readonly limits?: Readonly<Record<string, number>>;
	readonly eventsPerSecond?: number;
	readonly eventBytesMax?: number;
}

/** A document that is checked, alone or with parameter values. `ucra:` stands for what all namespaces begin with. */
export interface DocumentCase extends Held {
	readonly document: string;
	readonly values?: string;
}

/** A Tests section whose templates are filled in. */
export interface TestsCase extends Held {
	readonly tests: string;
	readonly values?: Readonly<Record<string, string>>;
}

/** Requests to the Atlassian twin, and moves of its world. */
export interface TwinCase extends Held {
	readonly requests: readonly TwinStep[];
	readonly scenario?: string;
	readonly traffic?: Readonly<Record<string, unknown>>;
}

export interface TwinStep {
	/** Moves the clock first. */
	readonly after?: number;
	/** Below the organization, or from `/`. `{start-1000}` is an instant, `{name}` a kept value. */
	readonly get?: string;
	readonly method?: string;
	readonly key?: string;
	readonly times?: number;
	readonly inject?: unknown;
	/** Keeps values of the body under names. */
	readonly keep?: Readonly<Record<string, string>>;
	/** What to show of the reply: paths into the body; `header name`; `status` always. */
	readonly show?: readonly string[];
}

/** A request to a server of the case’s own. */
export interface NetworkCase extends Held {
	readonly network: {
		readonly method?: string;
		readonly headers?: readonly (readonly [string, string])[];
		readonly body?: string;
		/** The protocol of SSLConfiguration. */
		readonly protocol?: string;
	};
	/** The one TLS version that the server speaks; without one it speaks HTTP. */
	readonly tls?: 'TLSv1.2' | 'TLSv1.3';
	/** The certificate of that server, of those beside the tests of the host. */
	readonly certificate?: 'localhost' | 'other';
	/** What a proxy answers that shall connect to a server over TLS. */
	readonly proxyAnswers?: string;
	/** How many connections it closes before it answers. */
	readonly closes?: number;
	/** Whether it never answers, and how long it is waited for then. */
	readonly silentMs?: number;
	/** How it packs the body. */
	readonly packed?: 'gzip' | 'br' | 'deflate' | 'raw';
	/** Where it redirects to, from `/` on: status, Location and Set-Cookie. "OTHER" is another origin. */
	readonly redirects?: Readonly<
		Record<string, readonly [status: number, location?: string, cookie?: string]>
	>;
}

export type Case =
	| ExpressionCase
	| TemplateCase
	| WorkflowCase
	| DocumentCase
	| TestsCase
	| NetworkCase
	| TwinCase;

const folder = new URL('.', import.meta.url);

/** Every case, by the file it stands in. */
export const CASE_FILES: ReadonlyMap<string, readonly Case[]> = new Map(
	readdirSync(folder)
		.filter((name) => name.endsWith('.cases.json'))
		.map((name) => [
			`test/fidelity/${name}`,
			JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Case[],
		]),
);

/** What a case is about, in a line. */
export function nameOf(given: Case): string {
	if ('expression' in given) return given.expression;
	if ('template' in given) return given.template;
	if ('actions' in given) return given.actions;
	if ('document' in given) return given.document;
	if ('tests' in given) return given.tests;
	if ('network' in given) return JSON.stringify({ ...given, expect: undefined });
	return given.requests.map(({ get, after, inject }) => get ?? (inject ? 'inject' : after)).join();
}
