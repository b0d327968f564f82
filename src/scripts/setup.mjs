// Makes a fresh clone ready: checks Node, installs the packages and, unless it is asked to `install` alone, builds
// `dist`. Does only what is not done yet, and says what it does, one line each. Plain JavaScript without
// dependencies, for at this point nothing is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** What the build reads. A change in any of these files asks for a new build. */
const BUILD_INPUTS = ['src', 'templates', 'package.json', 'package-lock.json', 'tsconfig.json'];

checkNode();
install();
if (process.argv[2] !== 'install') build();

function checkNode() {
	const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
	const good = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 23;
	if (good) return;
	fail(
		`qradar-workflow needs Node 20.19 or newer (20.19+, 22.12+ or any later line); this is ${process.version}. ` +
			'Get it from https://nodejs.org.',
	);
}

function install() {
	const reason = whyInstall();
	if (reason === undefined) return;
	say(`Installing packages (${reason}) …`);
	// The npm that runs this script is the one to use; run by hand, the one on the path.
	const npm = process.env.npm_execpath;
	const flags = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
	const isScript = npm !== undefined && /\.[cm]?js$/.test(npm);
	const result = isScript
		? run(process.execPath, [npm, ...flags])
		: run('npm', flags, { shell: process.platform === 'win32' });
	if (result !== 0) fail('The packages could not be installed: npm said why above.');
}

/** npm writes down what it installed when it is done; that record must agree with package-lock.json. */
function whyInstall() {
	const record = join(ROOT, 'node_modules', '.package-lock.json');
	if (!existsSync(record)) return 'none yet';
	const wanted = readJson(join(ROOT, 'package-lock.json'))?.packages ?? {};
	const installed = readJson(record)?.packages ?? {};
	for (const [path, entry] of Object.entries(wanted)) {
		if (path === '' || (entry.optional && installed[path] === undefined)) continue;
		if (installed[path]?.version !== entry.version) return 'package-lock.json has changed';
	}
	return undefined;
}

function build() {
	const stamp = join(ROOT, 'dist', '.stamp');
	const wanted = hashOfInputs();
	const isBuilt = existsSync(stamp);
	if (isBuilt && readFileSync(stamp, 'utf8') === wanted) return;
	say(isBuilt ? 'Building dist (sources have changed) …' : 'Building dist …');
	const script = join(ROOT, 'src', 'scripts', 'build.ts');
	if (run(process.execPath, ['--import', 'tsx', script]) !== 0) fail('The build failed.');
	writeFileSync(stamp, wanted);
}

function hashOfInputs() {
	const hash = createHash('sha256');
	for (const input of BUILD_INPUTS)
		for (const file of filesOf(join(ROOT, input)))
			hash
				.update(`${relative(ROOT, file)}\0`)
				.update(readFileSync(file))
				.update('\0');
	return hash.digest('hex');
}

function filesOf(path) {
	if (!existsSync(path)) return [];
	let entries;
	try {
		entries = readdirSync(path, { withFileTypes: true });
	} catch {
		return [path];
	}
	return entries
		.sort((a, b) => (a.name < b.name ? -1 : 1))
		.flatMap((entry) => filesOf(join(path, entry.name)));
}

function readJson(path) {
	try {
		return JSON.parse(readFileSync(path, 'utf8'));
	} catch {
		return undefined;
	}
}

/** Runs a command in the project with our own output; gives its exit code. */
function run(command, parameters, options = {}) {
	const result = spawnSync(command, parameters, { cwd: ROOT, stdio: 'inherit', ...options });
	if (result.error) process.stderr.write(`${result.error.message}\n`);
	return result.status ?? 1;
}

function say(line) {
	process.stderr.write(`setup: ${line}\n`);
}

function fail(line) {
	say(line);
	process.exit(1);
}
