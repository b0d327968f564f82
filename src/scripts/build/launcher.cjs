#!/usr/bin/env node
'use strict';
// Starts the command in `command.cjs`. V8 would spend as long on reading that file as on everything else together, so
// the build leaves what V8 made of it beside it, one file for each Node that built it: half the time from start to end.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { join } = require('node:path');
const { Script } = require('node:vm');

const FILE = join(__dirname, 'command.cjs');
const NODE = `${process.version}-${process.platform}-${process.arch}`;

const script = compiledBefore();
if (script === undefined) {
	// Another Node than built it. Newer ones keep what they compiled themselves, for the next time.
	Module.enableCompileCache?.();
	require(FILE);
} else {
	const command = { exports: {} };
	script.runInThisContext()(command.exports, require, command, FILE, __dirname);
}

function compiledBefore() {
	try {
		const cachedData = readFileSync(join(__dirname, `command-${NODE}.cache`));
		const source = Module.wrap(readFileSync(FILE, 'latin1'));
		const script = new Script(source, { filename: FILE, cachedData });
		return script.cachedDataRejected ? undefined : script;
	} catch {
		return undefined;
	}
}
