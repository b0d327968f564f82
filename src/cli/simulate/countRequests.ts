import type { Http } from '../../sim/ports.ts';

/** The same port, counting what is sent through it for the progress line. */
export function countRequests(http: Http): Http & { readonly count: number } {
	let count = 0;
	return {
		get count() {
			return count;
		},
		send(request, signal) {
			count++;
			return http.send(request, signal);
		},
	};
}
