import { expect, test } from 'vitest';
import { runWorkflow } from './runWorkflow.ts';

interface Case {
	readonly about: string;
	readonly actions: string;
	readonly message: string;
	readonly explanation?: string;
	readonly help?: string;
	/** The text that the fault points at. */
	readonly at: string;
}

const CASES: readonly Case[] = [
	{
		about: 'a date pattern: the place in it',
		actions: `<FormatDate pattern="yyyy-bb" timeZone="UTC" savePath="/r" />`,
		message: 'Unknown pattern letter: b',
		explanation: 'The pattern is "yyyy-bb", wrong from its character 6 on.',
		help: 'Patterns are those of Java’s DateTimeFormatter; put plain text between single quotes.',
		at: 'yyyy-bb',
	},
	{
		about: 'a date pattern without an end',
		actions: `<ParseDate pattern="yyyy'T" timeZone="UTC" date="2026" savePath="/r" />`,
		message: "Pattern ends with an incomplete string literal: yyyy'T",
		explanation: `The pattern is "yyyy'T", wrong from its character 5 on.`,
		at: "yyyy'T",
	},
	{
		about: 'a zone that is written otherwise',
		actions: `<FormatDate pattern="yyyy" timeZone="europe/london" savePath="/r" />`,
		message: 'Unknown time-zone ID: europe/london',
		help: 'Did you mean "Europe/London"? Zones are those of java.time.ZoneId, such as UTC, Europe/Paris and +02:00.',
		at: 'europe/london',
	},
	{
		about: 'a zone that is none',
		actions: `<Set path="/z" value="Mars/Base" /><ParseDate pattern="yyyy" timeZone="\${/z}" date="2026" savePath="/r" />`,
		message: 'Unknown time-zone ID: Mars/Base',
		help: 'Zones are those of java.time.ZoneId, such as UTC, Europe/Paris and +02:00.',
		at: '${/z}',
	},
	{
		about: 'a zone with a blank, which Java does not pass over',
		actions: `<FormatDate pattern="yyyy" timeZone="UTC " savePath="/r" />`,
		message: 'Invalid ID for region-based ZoneId, invalid format: UTC ',
		help: 'Did you mean "UTC"? Zones are those of java.time.ZoneId, such as UTC, Europe/Paris and +02:00.',
		at: 'UTC ',
	},
	{
		about: 'a regular expression: the place in it',
		actions: `<RegexCapture pattern="id=([0-9]+" value="id=1" savePath="/r" />`,
		message: 'Unclosed group near index 10',
		explanation: 'The pattern is "id=([0-9]+".',
		help: 'Patterns are those of java.util.regex.',
		at: 'id=([0-9]+',
	},
	{
		about: 'a delimiter',
		actions: `<Split value="a|b" delimiter="*" savePath="/r" />`,
		message: "Dangling meta character '*' near index 0",
		at: '*',
	},
	{
		about: 'an XPath query: the place in it',
		actions: `<Set path="/x" value="&lt;a/>" /><XPathQuery xmlPath="/x" xPathQuery="//a[" savePath="/r" />`,
		message: 'A location path was expected, but the end of the XPath expression was found instead.',
		explanation: 'The query is "//a[", wrong at its character 5.',
		at: '//a[',
	},
	{
		about: 'XML that breaks off',
		actions: `<Set path="/x" value="&lt;a>\n&lt;b>" /><XPathQuery xmlPath="/x" xPathQuery="//a" savePath="/r" />`,
		message:
			'lineNumber: 1; columnNumber: 8; XML document structures must start and end within the same entity.',
		explanation: 'The text at the xmlPath is not well-formed XML. It begins: <a> <b>',
		at: '/x',
	},
];

test.each(CASES)('a fault names $about', async ({ about: _, actions, at, ...expected }) => {
	const { result, text } = await runWorkflow({ actions });
	const fault = result.runs[0]?.fault;
	expect(fault).toMatchObject(expected);
	expect(text.slice(fault?.span?.start, fault?.span?.end)).toBe(at);
});
