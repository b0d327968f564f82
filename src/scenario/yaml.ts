/** What is used of yaml, in a file of its own that is loaded when there is YAML, or a place to find. */
export { Composer, isAlias, isMap, isScalar, isSeq, Parser, Scalar, stringify } from 'yaml';
