import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/**
 * Does some work with a script bundled into one file, as what ships is bundled: run from the sources,
 * it would carry what the loader of TypeScript adds to every function.
 */
export async function withBundle<T>(
	script: URL,
	work: (bundle: string) => T | Promise<T>,
): Promise<T> {
	const folder = mkdtempSync(join(tmpdir(), 'qradar-workflow-bench-'));
	try {
		const bundle = join(folder, 'bundle.mjs');
		await build({
			entryPoints: [fileURLToPath(script)],
			outfile: bundle,
			bundle: true,
			format: 'esm',
			platform: 'node',
			logLevel: 'warning',
		});
		return await work(bundle);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
