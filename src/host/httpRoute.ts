import { HostError } from './hostError.ts';

/** Requests for one origin go to another; the Host header keeps the first. */
export interface Route {
	readonly from: string;
	readonly to: string;
}

/** Reads `https://api.example.com=http://127.0.0.1:8123`. Throws `HostError` with what is wrong. */
export function parseRoute(text: string): Route {
	const separator = text.indexOf('=');
	if (separator < 0)
		throw new HostError(
			`The route "${text}" has no "=": write FROM=TO, such as https://api.example.com=http://127.0.0.1:8123.`,
		);
	return {
		from: originOf(text.slice(0, separator), text),
		to: originOf(text.slice(separator + 1), text),
	};
}

/** The origin that a request for this one is really sent to. */
export function routedOrigin(origin: string, routes: readonly Route[]): string {
	return routes.find((route) => route.from === origin)?.to ?? origin;
}

function originOf(text: string, route: string): string {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url === undefined || !/^https?:$/.test(url.protocol))
		throw new HostError(
			`"${text}" in the route "${route}" is not an origin such as https://api.example.com.`,
		);
	if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '')
		throw new HostError(
			`"${text}" in the route "${route}" has more than scheme, host and port: write ${url.origin}.`,
		);
	return url.origin;
}
