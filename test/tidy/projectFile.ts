import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A text file of the project. */
export interface ProjectFile {
	/** Relative to the checkout, with `/`. */
	readonly path: string;
	readonly text: string;
}

/** Folders of the checkout that nobody writes. Only at its top: `src/coverage` is a room. */
const SKIPPED = new Set(['node_modules', 'dist', 'coverage', '.git']);
const TEXTS = /\.(?:ts|mjs|json|md|xml|txt|html|yaml|yml|csv)$|^\.ci\//;

/** Every text file of the checkout that people write or that is committed for them. */
export function projectFiles(root: string): ProjectFile[] {
	return filesBelow(root, '')
		.filter((path) => TEXTS.test(path) && path !== 'package-lock.json')
		.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

function filesBelow(root: string, folder: string): string[] {
	return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
		const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
		if (!entry.isDirectory()) return entry.isFile() ? [path] : [];
		return SKIPPED.has(path) ? [] : filesBelow(root, path);
	});
}
