import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';
import { standIns } from './standIns.ts';

/**
 * Stands in, inside the bundled command, for packages that yargs loads at start and that our command does not need.
 * Measured on Node 20 against `node -e 0`: yargs alone costs 0.8 of it, and 0.3 with these in place; nearly all of the
 * rest was `string-width`, which makes an `Intl.Segmenter` to measure emoji that our help does not hold.
 */
export const leanYargs = standIns({
	name: 'lean-yargs',
	for: ['yargs', 'cliui', 'wrap-ansi', 'y18n', 'yargs-parser'],
	modules: {
		// How many columns a text takes: our help is ASCII, so its length without colours.
		'string-width':
			"export default (text) => String(text).replace(/\\u001b\\[[0-9;]*m/g, '').length;",
		'strip-ansi': "export default (text) => String(text).replace(/\\u001b\\[[0-9;]*m/g, '');",
		// Only for the `yargs` key of a package.json near the current folder and for default names: we use neither.
		'escalade/sync': 'export default () => undefined;',
		'get-caller-file': "export default () => '';",
		// Translations: English is what yargs has built in, so no file is looked for.
		y18n: `
			const format = (text, ...values) => text.replace(/%[sd]/g, () => String(values.shift()));
			const choose = (one, many, quantity, ...values) =>
				format(quantity === 1 ? one : many, ...values);
			const translations = {
				__: format, __n: choose, getLocale: () => 'en', setLocale() {}, updateLocale() {},
			};
			export default () => translations;`,
		// Node's own pulls in its stream and colour modules.
		assert: `
			export function strictEqual(a, b, message) { if (a !== b) throw new Error(message); }
			export function notStrictEqual(a, b, message) { if (a === b) throw new Error(message); }`,
	},
});

/** After each command yargs writes its help, in case somebody asks for it later. Nobody does. */
const HELP_IN_ADVANCE = 'yargs.getInternalMethods().getUsageInstance().cacheHelpMessage();';

/** Leaves out the help that yargs writes in advance: a tenth of the time from start to end of a short command. */
export const noHelpInAdvance: Plugin = {
	name: 'no-help-in-advance',
	setup(build) {
		build.onLoad({ filter: /[\\/]yargs[\\/]build[\\/]lib[\\/]command\.js$/ }, ({ path }) => {
			const text = readFileSync(path, 'utf8');
			if (!text.includes(HELP_IN_ADVANCE)) throw new Error('yargs has changed: see leanYargs.ts.');
			return { contents: text.replace(HELP_IN_ADVANCE, ''), loader: 'js' };
		});
	},
};
