import type { Stop } from '../completion.ts';
import { failure } from '../faults.ts';
import type { Run } from '../run.ts';
import type { Pair } from './address.ts';

/** Headers that the author gives twice. */
export function withoutRepeated(headers: readonly Pair[], run: Run): readonly Pair[] {
	const last = new Map(headers.map((header) => [header[0].toLowerCase(), header]));
	if (last.size === headers.length || run.choice('duplicateHeaders') === 'all') return headers;
	return headers.filter((header) => last.get(header[0].toLowerCase()) === header);
}

/**
 * Headers as they go on the wire: a line break in a value becomes a space, any other character that HTTP cannot carry
 * a question mark, so no value begins another header. Recorded from Apache HttpClient 4.5.14 (HttpCore 4.4.16).
 */
export function carriedHeaders(headers: readonly Pair[], run: Run): Pair[] | Stop {
	const carried: Pair[] = [];
	for (const [name, value] of headers) {
		if (name === '' || /[\r\n\0]/.test(name))
			return failure(
				name === '' ? 'A header has no name.' : 'The name of a header holds a line break.',
				{ help: 'Look at what the name is made of.' },
			);
		const sent = value.replace(/[\n\v\f\r]/g, ' ').replace(/[^\t\x20-\x7e\xa0-\xff]/gu, '?');
		if (sent !== value) {
			const { redactor } = run.environment;
			// A secret that is sent in another form is a secret in that form.
			if (redactor.redactHeader(name, value) !== value) redactor.learn(sent);
			run.note(
				`The header "${redactor.redact(name)}" holds a line break or a character that HTTP cannot carry. Sent is a space for the one, "?" for the other, as Java’s HTTP client does it; url_encode() and base64_encode() make such texts safe.`,
			);
		}
		carried.push([name, sent]);
	}
	return carried;
}
