import type { Source } from '../../base/source.ts';
import type { ConnectionTestResult } from '../../host/connectionTests.ts';
import type { Redactor } from '../../sim/redact.ts';
import type { TextOutput } from '../terminal.ts';
import { wrapText } from '../wrapText.ts';
import type { PlannedTest } from './planTests.ts';

/** Shows how tests go, one by one, and at the end all in all. */
export interface TestReport {
	/** Whether every test so far was passed. */
	readonly isGood: boolean;
	add(test: PlannedTest, result: ConnectionTestResult, when: TestMoment): void;
	conclude(): void;
}

export interface TestMoment {
	readonly timeMs: number;
	readonly durationMs: number;
}

/** One test in `--format json`. */
interface TestRecord {
	readonly test: string;
	/** The line of the workflow; null for workflows made in code. */
	readonly line: number | null;
	readonly target: string;
	readonly ok: boolean;
	readonly time: string;
	readonly durationMs: number;
	readonly message: string;
	readonly help: string | null;
}

/** Makes a report on standard output. Secrets are kept out of it. */
export function createTestReport(
	output: TextOutput,
	options: { readonly isJson: boolean; readonly source: Source; readonly redactor: Redactor },
): TestReport {
	const { isJson, source, redactor } = options;
	const records: TestRecord[] = [];
	const failed = () => records.filter(({ ok }) => !ok).length;
	return {
		get isGood() {
			return failed() === 0;
		},
		add({ name, span, target }, { ok, message, help }, { timeMs, durationMs }) {
			const record: TestRecord = {
				test: name,
				line: span === undefined ? null : source.positionAt(span.start).line,
				target: redactor.redact(target),
				ok,
				time: new Date(timeMs).toISOString(),
				durationMs,
				message: redactor.redact(message),
				help: help === undefined ? null : redactor.redact(help),
			};
			records.push(record);
			if (!isJson) output.write(textOf(record, output));
		},
		conclude() {
			if (isJson) output.write(`${JSON.stringify({ tests: records, ok: failed() === 0 })}\n`);
			else output.write(`${conclusion(records.length, failed())}\n`);
		},
	};
}

function textOf(record: TestRecord, { colours, columns }: TextOutput): string {
	const { ok, time, test, target, durationMs, message, help, line } = record;
	const word = ok ? colours.green('ok    ') : colours.red('failed');
	const place = line === null || ok ? '' : colours.dim(`  line ${line}`);
	const rows = [`${word}  ${time}  ${test}  ${target}${place}`];
	const add = (text: string) => {
		for (const row of wrapText(text, columns - INDENT.length)) rows.push(`${INDENT}${row}`);
	};
	add(ok ? `${message} (${durationMs} ms)` : message);
	if (help !== null) add(help);
	return `${rows.join('\n')}\n`;
}

const INDENT = ' '.repeat(8);

function conclusion(total: number, failed: number): string {
	if (total === 0) return 'The workflow has no <Tests> section, so there is nothing to test.';
	const tests = total === 1 ? '1 test' : `${total} tests`;
	return failed === 0 ? `${tests}, all passed.` : `${tests}, ${failed} failed.`;
}
