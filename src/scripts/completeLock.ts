import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LockPackages, missingEntries } from './lock/missingEntries.ts';
import { ROOT } from './root.ts';

/** Adds to package-lock.json what an incomplete registry left out, so that `npm ci` takes it everywhere. */
const path = join(ROOT, 'package-lock.json');
const lock = JSON.parse(readFileSync(path, 'utf8')) as { packages: LockPackages };
const missing = missingEntries(lock.packages);
const packages = Object.fromEntries(
	Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => a.localeCompare(b, 'en')),
);
writeFileSync(path, `${JSON.stringify({ ...lock, packages }, null, '\t')}\n`);
process.stdout.write(`${Object.keys(missing).length} entries added.\n`);
