import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { commandOptions, libraryOptions } from './build/options.ts';
import { ROOT } from './root.ts';
import { runPackage } from './runPackage.ts';

/**
 * Builds `dist`: the command (everything bundled, heavy parts in files of their own that load only when used), the
 * library entry points (packages left to whoever installs us) and the types.
 */
rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
await build(libraryOptions());
await build(commandOptions());
chmodSync(join(ROOT, 'dist', 'qradar-workflow.js'), 0o755);

const types = await runPackage({
	package: 'typescript',
	command: 'tsc',
	parameters: ['-p', 'tsconfig.build.json'],
	isShown: true,
});
process.exitCode = types.code;
