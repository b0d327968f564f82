import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { buildCommand } from './build/buildCommand.ts';
import { libraryOptions } from './build/options.ts';
import { ROOT } from './root.ts';
import { runPackage } from './runPackage.ts';

/**
 * Builds `dist`: the command (one bundle, of which only what is used is executed), the library entry points (packages
 * left to whoever installs us) and the types. It is made elsewhere and put in place whole, so that a build that fails
 * leaves the last one as it is.
 */
const DIST = join(ROOT, 'dist');
const making = join(ROOT, 'node_modules', '.cache', `qradar-workflow-dist-${process.pid}`);
try {
	mkdirSync(making, { recursive: true });
	process.exitCode = await make();
	if (process.exitCode === 0) {
		rmSync(DIST, { recursive: true, force: true });
		renameSync(making, DIST);
	}
} finally {
	rmSync(making, { recursive: true, force: true });
}

async function make(): Promise<number> {
	await build({ ...libraryOptions(), outdir: making });
	await buildCommand(making);
	const types = await runPackage({
		package: 'typescript',
		command: 'tsc',
		parameters: ['-p', 'tsconfig.build.json', '--outDir', join(making, 'types')],
		isShown: true,
	});
	return types.code;
}
