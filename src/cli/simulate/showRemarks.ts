import { Redactor } from '../../sim/redact.ts';
import type { Twin } from '../../twin/twin.ts';
import type { Terminal } from '../terminal.ts';

/** Shows what the API in a box has to say in the end, without secrets. */
export function showRemarks(
	twin: Twin | undefined,
	secrets: readonly string[],
	{ stderr }: Pick<Terminal, 'stderr'>,
): void {
	const redactor = new Redactor(secrets);
	for (const remark of twin?.remarks?.() ?? [])
		stderr.write(`${stderr.colours.cyan('note')}  ${redactor.redact(remark)}\n`);
}
