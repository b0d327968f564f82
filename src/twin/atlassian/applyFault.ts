import type { TwinReply } from '../twin.ts';
import { errorReply, reply } from './errors.ts';
import type { FaultAction } from './faults.ts';

const LOGIN_PAGE =
	'<!DOCTYPE html>\n<html lang="en"><head><title>Log in with Atlassian account</title></head>' +
	'<body><form action="https://id.atlassian.com/login" method="post"><input name="username">' +
	'</form></body></html>\n';
const BAD_GATEWAY =
	'<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n' +
	'<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n';

/** What the client gets in place of a reply, or undefined when the fault needs the true reply. */
export function replaceReply(
	fault: FaultAction | undefined,
	nextErrorId: () => string,
): TwinReply | undefined {
	switch (fault?.kind) {
		case 'status':
			return withStatus(fault.status, fault.retryAfterSeconds, nextErrorId());
		case 'timeout':
		case 'reset':
			return { ...reply(504, 'html', ''), fault: fault.kind };
		case 'loginPage':
			return reply(200, 'html', LOGIN_PAGE);
		case 'redirect':
			return reply(302, 'html', '', [
				['Location', 'https://id.atlassian.com/login?continue=https%3A%2F%2Fadmin.atlassian.com'],
			]);
		default:
			return undefined;
	}
}

/** What becomes of the true reply. */
export function spoilReply(fault: FaultAction | undefined, good: TwinReply): TwinReply {
	if (fault?.kind === 'slow') return { ...good, delayMs: fault.delayMs };
	if (fault?.kind === 'truncatedJson' && typeof good.body === 'string')
		return { ...good, body: good.body.slice(0, Math.floor(good.body.length / 2)) };
	return good;
}

function withStatus(
	status: Extract<FaultAction, { kind: 'status' }>['status'],
	retryAfterSeconds: number | undefined,
	errorId: string,
): TwinReply {
	const plain = plainStatus(status, errorId);
	return retryAfterSeconds === undefined
		? plain
		: { ...plain, headers: [...plain.headers, ['Retry-After', String(retryAfterSeconds)]] };
}

function plainStatus(
	status: Extract<FaultAction, { kind: 'status' }>['status'],
	errorId: string,
): TwinReply {
	switch (status) {
		case 401:
			return reply(401, 'json', '{"code":401,"message":"Unauthorized"}');
		case 403:
			return errorReply({ code: 'ADMIN-403-3', detail: 'The key may not manage it.' }, errorId);
		case 404:
			return errorReply({ code: 'ADMIN-404-2', detail: 'There is no such organization.' }, errorId);
		case 429:
			return errorReply({ code: 'ADMIN-429-1', detail: 'Too many requests.' }, errorId);
		case 500:
			return errorReply({ code: 'ADMIN-500-1', detail: 'Something went wrong.' }, errorId);
		default:
			return reply(status, 'html', BAD_GATEWAY.replaceAll('502 Bad Gateway', titleOf(status)));
	}
}

function titleOf(status: 502 | 503 | 504): string {
	if (status === 502) return '502 Bad Gateway';
	return status === 503 ? '503 Service Unavailable' : '504 Gateway Timeout';
}
