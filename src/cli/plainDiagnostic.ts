import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Colours } from './terminal.ts';

/** A finding about something that stands in no document, such as the value of a flag. */
export function formatPlain(
	{ severity, message, help, rule }: Diagnostic,
	colours: Colours,
): string {
	const head = `${severity === 'error' ? colours.red(severity) : colours.yellow(severity)}  ${message}  ${colours.dim(rule)}\n`;
	return help === undefined ? head : `${head}   ${colours.cyan('help:')} ${help}\n`;
}
