import { lockFile } from '../../src/host/fileLock.ts';

/** Takes the lock that it is told to at the moment that it is told to, and says whether it got it. */
process.on('message', ({ path, atMs }: { readonly path: string; readonly atMs: number }) => {
	while (Date.now() < atMs);
	try {
		lockFile(path);
		process.send?.('got it');
	} catch (error) {
		process.send?.(error instanceof Error ? error.message : String(error));
	}
});
process.send?.('ready');
