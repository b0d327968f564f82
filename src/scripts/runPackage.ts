import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.ts';

export interface PackageCommand {
	readonly package: string;
	/** One of the commands the package brings. */
	readonly command: string;
	readonly parameters: readonly string[];
	/** Whether its output goes straight to ours instead of being kept. */
	readonly isShown?: boolean;
}

export interface Result {
	readonly code: number;
	readonly output: string;
	readonly durationMs: number;
}

/** Runs the command of an installed package, without a shell and without `npx`. */
export async function runPackage(command: PackageCommand): Promise<Result> {
	const start = performance.now();
	const sink = command.isShown ? 'inherit' : 'pipe';
	const child = spawn(process.execPath, [scriptOf(command), ...command.parameters], {
		cwd: ROOT,
		stdio: ['ignore', sink, sink],
	});
	const parts: Buffer[] = [];
	child.stdout?.on('data', (part: Buffer) => parts.push(part));
	child.stderr?.on('data', (part: Buffer) => parts.push(part));
	const code = await new Promise<number>((resolve) => {
		child.on('error', () => resolve(1));
		child.on('close', (exitCode) => resolve(exitCode ?? 1));
	});
	return {
		code,
		output: Buffer.concat(parts).toString('utf8'),
		durationMs: performance.now() - start,
	};
}

function scriptOf({ package: name, command }: PackageCommand): string {
	const folder = join(ROOT, 'node_modules', name);
	const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
		bin: string | Record<string, string>;
	};
	return join(folder, (typeof bin === 'string' ? bin : bin[command]) ?? command);
}
