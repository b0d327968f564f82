import { shorten } from '../diagnostics/quoting.ts';
import type { Finding, Pointer } from './finding.ts';

/** Whether HTTP lets a header have that name. Source: RFC 9110, section 5.6.2. */
export function isHeaderName(name: string): boolean {
	return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name);
}

/** What HTTP cannot carry in a header's value, or a reason phrase. Source: RFC 9110, section 5.5. */
const UNCARRIED = /[^\t -~\u0080-\u00ff]/g;

/** Whether HTTP can carry that value of a header. */
export function isHeaderValue(value: string): boolean {
	return value.search(UNCARRIED) < 0;
}

/** A value that HTTP can carry: question marks stand for what it cannot. */
export function headerValue(text: string): string {
	return text.replaceAll(UNCARRIED, '?');
}

/** What is wrong with the name of a header, or nothing. */
export function checkHeaderName(name: string, pointer: Pointer): Finding[] {
	if (isHeaderName(name)) return [];
	return [
		{
			rule: 'invalid-header',
			message: `"${shorten(name)}" cannot be the name of a header.`,
			help: 'It has letters, digits and hyphens.',
			pointer,
			isAboutName: true,
		},
	];
}
