import type { Source } from '../../base/source.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { formatDiagnostic } from '../../diagnostics/formatText.ts';
import type { RunFault } from '../../sim/faults.ts';
import type { SimulationResult } from '../../sim/simulationResult.ts';
import { formatPlain } from '../plainDiagnostic.ts';
import { frameColumns, type TextOutput } from '../terminal.ts';

/** The same fault in a hundred runs is one fault. */
const FAULTS_SHOWN_MAX = 3;

/** Shows why runs did not end well, each reason once, with its place in the workflow. */
export function showFaults(result: SimulationResult, source: Source, output: TextOutput): void {
	const seen = new Set<string>();
	const show = (fault: RunFault, rule: string) => {
		const key = `${fault.message} ${fault.span?.start}`;
		if (seen.has(key) || seen.size >= FAULTS_SHOWN_MAX) return;
		seen.add(key);
		const diagnostic = diagnosticOf(fault, rule);
		output.write(
			fault.span === undefined
				? formatPlain(diagnostic, output.colours)
				: formatDiagnostic(source, diagnostic, output.colours, frameColumns(output)),
		);
	};
	if (result.fault !== undefined) show(result.fault, 'not-run');
	for (const { fault, outcome } of result.runs)
		if (fault !== undefined && outcome !== 'interrupted') show(fault, `run-${outcome}`);
}

function diagnosticOf({ message, explanation, help, span }: RunFault, rule: string): Diagnostic {
	const advice = [explanation, help].filter((text) => text !== undefined).join(' ');
	return {
		rule,
		layer: 'lint',
		severity: 'error',
		message,
		...(advice === '' ? {} : { help: advice }),
		span: span ?? { start: 0, end: 0 },
	};
}
