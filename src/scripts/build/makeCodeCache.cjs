'use strict';
// Runs the command once and writes down what V8 has compiled by its end: `node makeCodeCache.cjs FOLDER WORD…`.
const { readFileSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { Script } = require('node:vm');

const [node, , folder, ...words] = process.argv;
const file = join(folder, 'command.cjs');
process.argv = [node, file, ...words];
const script = new Script(Module.wrap(readFileSync(file, 'latin1')), { filename: file });
process.on('exit', () => {
	const name = `command-${process.version}-${process.platform}-${process.arch}.cache`;
	writeFileSync(join(folder, name), script.createCachedData());
});
const command = { exports: {} };
script.runInThisContext()(command.exports, require, command, file, folder);
