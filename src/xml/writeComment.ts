import type { Comment } from '../model/workflow.ts';
import { unwritableCharacter } from './escape.ts';

/** A comment or an instruction as it stands in a document. */
export function writeComment({ kind, text }: Comment): string {
	const clean = text.replace(/\r\n?/g, '\n');
	return kind === 'comment' ? `<!--${clean}-->` : `<?${clean}?>`;
}

/** Why a comment or an instruction cannot be written. */
export function commentProblem({ kind, text }: Comment): string | undefined {
	if (kind === 'comment') {
		if (/--|-$/.test(text)) return '"--" may not stand inside a comment.';
	} else {
		if (text.includes('?>')) return '"?>" may not stand inside an instruction.';
		const target = /^[\p{L}_:][\p{L}\p{M}\p{N}_:.·-]*(?=[\t\n\r ]|$)/u.exec(text)?.[0];
		if (target === undefined || /^xml$/i.test(target))
			return 'An instruction must begin with a name, and "xml" is none.';
	}
	return textProblem(text, 'A comment');
}

/** Why a text cannot be written. */
export function textProblem(text: string, what: string): string | undefined {
	const found = unwritableCharacter(text);
	if (found === undefined) return undefined;
	const code = `U+${found.code.toString(16).toUpperCase().padStart(4, '0')}`;
	return `${what} holds ${code}, which no XML document can hold.`;
}
