import { defineConfig } from 'vitest/config';

/** The rooms that know Node: their tests have to do with processes, files and caches of the system. */
const NODE_ROOMS = ['test/{host,cli,scripts}/**/*.test.ts'];

export default defineConfig({
	test: {
		testTimeout: 20_000,
		projects: [
			{
				extends: true,
				test: {
					name: 'anywhere',
					include: ['test/**/*.test.ts'],
					exclude: NODE_ROOMS,
					// These rooms keep nothing that a test could meet: loading them once for all files saves a sixth.
					isolate: false,
				},
			},
			{ extends: true, test: { name: 'node', include: NODE_ROOMS } },
		],
	},
});
