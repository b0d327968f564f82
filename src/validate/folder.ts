/**
 * The folder of a document by its name alone: `a/b.xml`, `./a/b.xml` and `a/x/../b.xml` lie in one. Whoever knows
 * the file system better gives the folder beside the name.
 */
export function folderOf(name: string): string {
	const parts = name.split(/[/\\]/).slice(0, -1);
	const isAbsolute = parts[0] === '';
	const folder: string[] = [];
	for (const part of parts) {
		if (part === '' || part === '.') continue;
		if (part === '..' && folder.length > 0 && folder.at(-1) !== '..') folder.pop();
		else if (part !== '..' || !isAbsolute) folder.push(part);
	}
	return `${isAbsolute ? '/' : ''}${folder.join('/')}`;
}
