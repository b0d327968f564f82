/**
 * qradar-workflow: a typed model, generator, validator and local simulator for IBM QRadar Universal Cloud
 * REST API workflows. This is the public API; it runs in a browser too. Files, the network and the real clock
 * are in `qradar-workflow/node`, the expression language alone in `qradar-workflow/jpath`.
 */

// Read and write documents
export { type DocumentKind, type ReadResult, readDocument as read } from './xml/read.ts';
export { type WriteResult, writeDocument as write } from './xml/write.ts';

// The model
export { commented, element, ifElement, parameterValues, workflow } from './model/build.ts';
export { childNodes, visit } from './model/visit.ts';
export {
	type Action,
	type ActionNode,
	type AnyNode,
	type Attribute,
	type AttributesOf,
	actionsOf,
	type Comment,
	type ElementNode,
	type IfNode,
	parametersOf,
	testsOf,
	type Workflow,
	type WorkflowParameterValues,
} from './model/workflow.ts';

// The language as a table
export { VERSIONS, type Version } from './base/version.ts';
export { ACTIONS, type ActionName } from './catalog/actions.ts';
export { ELEMENTS, type ElementKey, namespaceOf } from './catalog/catalog.ts';
export type { AttributeSpec, Content, ElementSpec } from './catalog/spec.ts';

// Check
export { type CheckedDocument, checkDocument as check } from './validate/checkDocument.ts';
export { toReport, type ValidateReport } from './validate/report.ts';
export { type ValidateInput, type ValidateOptions, validate } from './validate/validate.ts';
export { checkValues } from './values/check.ts';
export type { ParameterConstraint, ParameterConstraints } from './values/constraint.ts';
export { type JsonSchema, parameterSchema } from './values/schema.ts';

// Findings
export { createSource, type Position, type Source } from './base/source.ts';
export type { Span } from './base/span.ts';
export type { Diagnostic, Layer, Severity } from './diagnostics/diagnostic.ts';
export { formatDiagnostic } from './diagnostics/formatText.ts';

// Simulate
export { compileWorkflow } from './compile/compile.ts';
export type { Program } from './compile/program.ts';
export type { JpathBehaviour } from './jpath/behaviour.ts';
export type { SimBehaviour } from './sim/behaviour.ts';
export type { RunFault } from './sim/faults.ts';
export { DEFAULT_LIMITS, LIMITS, type Limits } from './sim/limits.ts';
export type {
	Clock,
	EventSink,
	Http,
	HttpFault,
	HttpReply,
	HttpRequest,
	HttpResult,
	Ports,
	PostedEvent,
	Random,
	StateStore,
} from './sim/ports.ts';
export { simulate } from './sim/simulate.ts';
export type { SimulationOptions } from './sim/simulationOptions.ts';
export type { RunResult, SimulationResult } from './sim/simulationResult.ts';
export type { TraceEntry } from './sim/trace.ts';

// Ports in memory
export { createMemoryStore } from './memory/memoryStore.ts';
export { createRecordingSink } from './memory/recordingSink.ts';
export { createScriptedHttp } from './memory/scriptedHttp.ts';
export { createSeededRandom } from './memory/seededRandom.ts';
export { createTwinHttp } from './memory/twinHttp.ts';
export { createVirtualClock, type VirtualClock } from './memory/virtualClock.ts';

// API twins
export { TWINS } from './twin/index.ts';
export type {
	Ledger,
	LedgerVerdict,
	Twin,
	TwinOptions,
	TwinReply,
	TwinRequest,
} from './twin/twin.ts';

// Scenarios: APIs that are scripted, recorded or taken from a HAR file
export { createRecorder, type Recorder, type RecorderOptions } from './scenario/createRecorder.ts';
export {
	createScenarioTwin,
	type ScenarioTwin,
	type ScenarioTwinOptions,
} from './scenario/createScenarioTwin.ts';
export {
	type ReadScenarioOptions,
	type ReadScenarioResult,
	readScenario,
} from './scenario/readScenario.ts';
export type { Scenario } from './scenario/scenario.ts';
export type { ScenarioFile } from './scenario/scenarioFile.ts';
export type { NearestRoute, UnmatchedRequest } from './scenario/unmatched.ts';
export { writeScenario } from './scenario/writeScenario.ts';

// Generate
export {
	type GeneratedFile,
	type GenerateOptions,
	type GenerateResult,
	generate,
} from './generate/generate.ts';
export type { ConnectorTemplate, TemplateParameter } from './generate/template.ts';
