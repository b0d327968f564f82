import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PAGES } from '../derive/pages.ts';
import { ROOT } from './root.ts';

/** Writes the generated pages of `docs`. */
for (const page of PAGES) {
	const path = join(ROOT, 'docs', page.path);
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, page.text());
}
process.stdout.write(`${PAGES.length} pages written.\n`);
