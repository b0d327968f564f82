/**
 * What is used of ajv, in a file of its own that is loaded when there are values to check. Imported directly, a
 * bundle would give its CommonJS exports under `default` alone.
 */
export { Ajv } from 'ajv';
