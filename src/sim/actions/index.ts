import type { ActionName } from '../../catalog/actions.ts';
import type { ActionRuntime } from '../runtime.ts';
import { runAbort } from './Abort.ts';
import { runAdd } from './Add.ts';
import { runCallEndpoint } from './CallEndpoint.ts';
import { runClearStatus } from './ClearStatus.ts';
import { runCopy } from './Copy.ts';
import { runCreateJWTAccessToken } from './CreateJWTAccessToken.ts';
import { runDelete } from './Delete.ts';
import { runDoWhile } from './DoWhile.ts';
import { runForEach } from './ForEach.ts';
import { runFormatDate } from './FormatDate.ts';
import { runGenerateHMAC } from './GenerateHMAC.ts';
import { runIf } from './If.ts';
import { runInitialize } from './Initialize.ts';
import { runLog } from './Log.ts';
import { runMerge } from './Merge.ts';
import { runParseDate } from './ParseDate.ts';
import { runPostEvent } from './PostEvent.ts';
import { runPostEvents } from './PostEvents.ts';
import { runRegexCapture } from './RegexCapture.ts';
import { runSet } from './Set.ts';
import { runSetStatus } from './SetStatus.ts';
import { runSleep } from './Sleep.ts';
import { runSplit } from './Split.ts';
import { runWhile } from './While.ts';
import { runXPathQuery } from './XPathQuery.ts';

/** One runtime for each row of the catalogue: leave one out and this does not compile. */
export const RUNTIMES: { readonly [N in ActionName]: ActionRuntime<N> } = {
	Abort: runAbort,
	Add: runAdd,
	CallEndpoint: runCallEndpoint,
	ClearStatus: runClearStatus,
	Copy: runCopy,
	CreateJWTAccessToken: runCreateJWTAccessToken,
	Delete: runDelete,
	DoWhile: runDoWhile,
	ForEach: runForEach,
	FormatDate: runFormatDate,
	GenerateHMAC: runGenerateHMAC,
	If: runIf,
	Initialize: runInitialize,
	Log: runLog,
	Merge: runMerge,
	ParseDate: runParseDate,
	PostEvent: runPostEvent,
	PostEvents: runPostEvents,
	RegexCapture: runRegexCapture,
	Set: runSet,
	SetStatus: runSetStatus,
	Sleep: runSleep,
	Split: runSplit,
	While: runWhile,
	XPathQuery: runXPathQuery,
};
