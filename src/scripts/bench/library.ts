import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as Node from '../../host/index.ts';
import type * as Index from '../../index.ts';
import type * as Jpath from '../../jpath/index.ts';
import { ROOT } from '../root.ts';

export const DIST = join(ROOT, 'dist');

/** The library as it ships: measured is what was built, not the sources. */
export async function loadLibrary(folder = DIST) {
	const load = (name: string) => import(pathToFileURL(join(folder, name)).href);
	return {
		index: (await load('index.js')) as typeof Index,
		jpath: (await load('jpath.js')) as typeof Jpath,
		node: (await load('node.js')) as typeof Node,
	};
}

export type Library = Awaited<ReturnType<typeof loadLibrary>>;
