/** What is used of yaml, in a file of its own that is loaded when there is YAML to read or write, or a place to find. */
export { isAlias, isMap, isScalar, isSeq, parseDocument, stringify } from 'yaml';
