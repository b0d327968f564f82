import { standIns } from './standIns.ts';

/**
 * xmlbuilder2 asks for two modules of Node, one for the host names of documents that have an address, one for its
 * callback interface. We use neither, so the library carries xmlbuilder2 with these in their place and runs anywhere.
 */
export const browserXmlbuilder = standIns({
	name: 'browser-xmlbuilder',
	for: ['xmlbuilder2', '@oozcitak'],
	modules: {
		url: `
			export const domainToASCII = (domain) => new URL('http://' + domain).hostname;
			export const domainToUnicode = (domain) => domain;`,
		events: 'export class EventEmitter {}',
	},
});
