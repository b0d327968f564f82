import type { TwinReply } from '../twin.ts';

/** Codes, statuses and titles of the API's own errors. Source: REST reference, model ApplicationError. */
const ERRORS = {
	'ADMIN-400-1': { status: 400, title: 'Invalid page cursor' },
	'ADMIN-400-3': { status: 400, title: 'Invalid time date' },
	'ADMIN-400-4': { status: 400, title: 'Invalid resource' },
	'ADMIN-403-3': { status: 403, title: 'Not allowed to manage the organization' },
	'ADMIN-404-1': { status: 404, title: 'Unknown resource' },
	'ADMIN-404-2': { status: 404, title: 'Organization not found' },
	'ADMIN-404-4': { status: 404, title: 'Event not found' },
	'ADMIN-405-1': { status: 405, title: 'Method not supported' },
	'ADMIN-429-1': { status: 429, title: 'Rate limit exceeded' },
	'ADMIN-500-1': { status: 500, title: 'Internal error' },
} as const satisfies Readonly<Record<string, { readonly status: number; readonly title: string }>>;

export type ErrorCode = keyof typeof ERRORS;

/** A refusal on its way to becoming a reply. */
export interface Refusal {
	readonly code: ErrorCode;
	readonly detail: string;
	/** Set where the code's own status does not hold. */
	readonly status?: number;
}

const MESSAGES: Readonly<Record<number, string>> = {
	200: 'OK',
	302: 'Found',
	400: 'Bad Request',
	401: 'Unauthorized',
	403: 'Forbidden',
	404: 'Not Found',
	405: 'Method Not Allowed',
	410: 'Gone',
	413: 'Content Too Large',
	429: 'Too Many Requests',
	500: 'Internal Server Error',
	502: 'Bad Gateway',
	503: 'Service Unavailable',
	504: 'Gateway Timeout',
};

/** A reply with the usual status message and the type of its body in front of its headers. */
export function reply(
	status: number,
	type: 'json' | 'html',
	body: string,
	headers: readonly (readonly [string, string])[] = [],
): TwinReply {
	const contentType =
		type === 'json' ? 'application/json;charset=UTF-8' : 'text/html; charset=utf-8';
	return {
		status,
		statusMessage: MESSAGES[status] ?? 'Unknown',
		headers: [['Content-Type', contentType], ...headers],
		body,
	};
}

/** The status and body of a refusal: `{"errors":[…]}` with the status as text. */
export function errorReply(refusal: Refusal, id: string): TwinReply {
	const { status, title } = ERRORS[refusal.code];
	const shown = refusal.status ?? status;
	const error = { id, status: String(shown), code: refusal.code, title, detail: refusal.detail };
	return reply(shown, 'json', JSON.stringify({ errors: [error] }));
}
