/**
 * What is used of undici, in a file of its own that is loaded with the first request. Imported directly, a bundle
 * would give its CommonJS exports under `default` alone.
 */
export { Agent, buildConnector } from 'undici';
