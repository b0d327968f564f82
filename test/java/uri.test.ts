import { expect, test } from 'vitest';
import { javaUriFault } from '../../src/java/uri.ts';
import cases from './uri.cases.json' with { type: 'json' };

/** Recorded from OpenJDK 17.0.15: what `new URI(text)` throws. */
interface Case {
	readonly text: string;
	readonly reason?: string;
	readonly index?: number;
}

test.each(cases as readonly Case[])('$text: $reason', ({ text, reason, index }) => {
	const fault = javaUriFault(text);
	if (reason === undefined) expect(fault).toBeUndefined();
	else expect(fault).toMatchObject({ reason, index });
});

test('the character that is to blame is named where Java gives only the start of an authority', () => {
	expect(javaUriFault('https://host|x/')).toMatchObject({ index: 8, character: '|' });
	expect(javaUriFault('https://h]x/')?.character).toBe(']');
});

test.each(['https://[::1/a', 'https://h]/a', 'https://u[@h/a'])(
	'%s is refused, as by Java, which has other words for it',
	(text) => expect(javaUriFault(text)?.reason).toBe('Illegal character in authority'),
);
