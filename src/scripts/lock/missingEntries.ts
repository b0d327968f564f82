/** What of a package-lock entry matters here. */
export interface LockEntry {
	readonly version?: string;
	readonly dev?: boolean;
	readonly license?: string;
	readonly optional?: boolean;
	readonly os?: readonly string[];
	readonly cpu?: readonly string[];
	readonly libc?: readonly string[];
	readonly engines?: Readonly<Record<string, string>>;
	readonly optionalDependencies?: Readonly<Record<string, string>>;
}

export type LockPackages = Readonly<Record<string, LockEntry>>;

const PLATFORM =
	/(android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)-(arm64|arm|ia32|loong64|ppc64|riscv64|s390x|x64)/;

/**
 * The entries that a lock lacks for packages of other platforms. `npm ci` refuses such a lock, and npm writes one
 * where its registry does not have them all. Version and platform are known without the registry: the parent pins the
 * one, the name tells the other.
 */
export function missingEntries(packages: LockPackages): LockPackages {
	const missing: Record<string, LockEntry> = {};
	for (const [path, parent] of Object.entries(packages))
		for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
			if (isThere(packages, path, name) || !/^\d/.test(version)) continue;
			const [, os, cpu] = PLATFORM.exec(name) ?? [];
			missing[`node_modules/${name}`] = {
				version,
				...(cpu === undefined ? {} : { cpu: [cpu] }),
				...(parent.dev ? { dev: true } : {}),
				...(libcOf(name) === undefined ? {} : { libc: [libcOf(name) ?? ''] }),
				...(parent.license === undefined ? {} : { license: parent.license }),
				optional: true,
				...(os === undefined ? {} : { os: [os] }),
				...(parent.engines === undefined ? {} : { engines: parent.engines }),
			};
		}
	return missing;
}

function libcOf(name: string): string | undefined {
	if (!name.includes('linux')) return undefined;
	if (name.includes('musl')) return 'musl';
	return name.includes('gnu') ? 'glibc' : undefined;
}

/** Whether a package finds another as Node does: in its own node_modules or in one further up. */
function isThere(packages: LockPackages, from: string, name: string): boolean {
	for (
		let folder = from;
		;
		folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))
	) {
		const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
		if (Object.hasOwn(packages, path)) return true;
		if (folder === '') return false;
	}
}
