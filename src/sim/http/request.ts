import type { ChildOf, ElementNode } from '../../model/workflow.ts';
import { Stop } from '../completion.ts';
import { failure } from '../faults.ts';
import type { HttpRequest } from '../ports.ts';
import type { Run } from '../run.ts';
import { flagOf, optionalTextOf, textOf, wordOf } from '../values.ts';
import { checkAddress, type Pair, withQuery, withSingleSlashes } from './address.ts';
import { authenticationOf, type Proof } from './authentication.ts';
import { contentOf } from './body.ts';
import { carriedHeaders, withoutRepeated } from './headers.ts';
import { pairsOf } from './pairs.ts';

/** A request that is ready but for the proof of who sends it, which is made from the rest. */
export interface PreparedRequest {
	readonly request: HttpRequest;
	readonly proof: Proof | undefined;
}

/** What a CallEndpoint sends. */
export function requestOf(node: ElementNode<'CallEndpoint'>, run: Run): PreparedRequest | Stop {
	const { environment } = run;
	const method = wordOf(node, 'method', run);
	if (method instanceof Stop) return method;
	const base = textOf(node.attributes.url, run);
	if (base instanceof Stop) return base;
	const parameters = pairsOf(only(node, 'QueryParameter'), run);
	if (parameters instanceof Stop) return parameters;

	const headers: Pair[] = [];
	let proof: Proof | undefined;
	let body: string | Uint8Array | undefined;
	for (const part of node.children) {
		const authentication = authenticationOf(part, run);
		if (authentication instanceof Stop) return authentication;
		if (authentication?.kind === 'header')
			headers.push(['Authorization', authentication.authorization]);
		else proof ??= authentication;
	}
	const own = pairsOf(only(node, 'RequestHeader'), run);
	if (own instanceof Stop) return own;
	headers.push(...withoutRepeated(own, run));
	const cookie = cookieOf(only(node, 'RequestCookie'), run);
	if (cookie instanceof Stop) return cookie;
	if (cookie !== undefined) headers.push(['Cookie', cookie]);
	for (const part of node.children) {
		const content = contentOf(part, run);
		if (content instanceof Stop) return content;
		if (content === undefined) continue;
		body = content.body;
		// A content type of the author's own wins, as in Apache HttpClient.
		const isGiven = headers.some(([name]) => name.toLowerCase() === 'content-type');
		if (!isGiven) headers.push(['Content-Type', content.contentType]);
	}
	const address = base.trim();
	const isJoined = parameters.length > 0 && address.includes('?');
	const single = withSingleSlashes(address);
	const sent = single !== address && run.choice('doubleSlash') === 'single' ? single : address;
	const url = withQuery(sent, parameters, isJoined ? run.choice('queryInUrl') : undefined);
	environment.redactor.learnFrom(url);
	const problem = checkAddress(url, environment.redactor.redactAddress(url));
	if (problem !== undefined) return problem;
	const carried = carriedHeaders(headers, run);
	if (carried instanceof Stop) return carried;
	const tls = tlsOf(node, run);
	if (tls instanceof Stop) return tls;
	const { bodyBytesMax } = environment.limits;
	const content = body === undefined ? {} : { body };
	return { request: { method, url, headers: carried, ...content, tls, bodyBytesMax }, proof };
}

function only<K extends ChildOf<'CallEndpoint'>['kind']>(
	node: ElementNode<'CallEndpoint'>,
	kind: K,
): Extract<ChildOf<'CallEndpoint'>, { readonly kind: K }>[] {
	return node.children.filter(
		(child): child is Extract<ChildOf<'CallEndpoint'>, { readonly kind: K }> => child.kind === kind,
	);
}

/** The Cookie header: all cookies in one. Source: IBM documentation "CallEndpoint", RequestCookie. */
function cookieOf(
	nodes: readonly ElementNode<'RequestCookie'>[],
	run: Run,
): string | undefined | Stop {
	const cookies: string[] = [];
	for (const node of nodes) {
		const name = textOf(node.attributes.name, run);
		if (name instanceof Stop) return name;
		const value = optionalTextOf(node, 'value', run) ?? '';
		if (value instanceof Stop) return value;
		if (name.trim() === '')
			return failure('A RequestCookie has no name.', {
				help: 'Its name renders to nothing: check whether the earlier response set that cookie.',
				span: node.attributes.name.span,
			});
		if (value.length >= 8) run.environment.redactor.learn(value);
		cookies.push(`${name}=${value}`);
	}
	return cookies.length === 0 ? undefined : cookies.join('; ');
}

function tlsOf(node: ElementNode<'CallEndpoint'>, run: Run): HttpRequest['tls'] | Stop {
	const [configuration] = only(node, 'SSLConfiguration');
	const { allowUntrustedCertificates } = run.environment;
	if (configuration === undefined)
		return { protocol: 'TLSv1.2', allowUntrustedServerCertificate: allowUntrustedCertificates };
	const protocol = optionalTextOf(configuration, 'protocol', run) ?? 'TLSv1.2';
	if (protocol instanceof Stop) return protocol;
	// Source: IBM documentation, overview: what the workflow says wins over the log source.
	const isGiven = configuration.attributes.allowUntrustedServerCertificate !== undefined;
	const allowed = flagOf(configuration, 'allowUntrustedServerCertificate', run);
	if (allowed instanceof Stop) return allowed;
	return {
		protocol,
		allowUntrustedServerCertificate: isGiven ? allowed : allowUntrustedCertificates,
	};
}
