/** The ports of the simulator on Node: `qradar-workflow/node`. */

// Files
export { type EventsFile, openEventsFile } from './eventsFile.ts';
export { type FileStore, openFileStore } from './fileStore.ts';
export { HostError } from './hostError.ts';
// Network
export { DEFAULT_HOST_BEHAVIOUR, HOST_SWITCHES, type HostBehaviour } from './behaviour.ts';
export {
	type ConnectionTest,
	type ConnectionTestOptions,
	type ConnectionTestResult,
	runConnectionTest,
} from './connectionTests.ts';
export { createHostPolicy, type HostPolicy } from './hostPolicy.ts';
export { parseRoute, type Route } from './httpRoute.ts';
export { type ProxyAddress, parseProxy } from './proxyAddress.ts';
export { DOCUMENT_BYTES_MAX, type ReadInputOptions, readInput } from './readInput.ts';
// Time and chance
export { createRealClock } from './realClock.ts';
export { createRealRandom } from './realRandom.ts';
export { openTraceFile, type TraceFile } from './traceFile.ts';
export { serveTwin, type TwinServer, type TwinServerOptions } from './twinServer.ts';
export { createUndiciHttp, type HttpOptions, type NetworkHttp } from './undiciHttp.ts';
