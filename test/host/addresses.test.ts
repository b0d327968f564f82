import { expect, test } from 'vitest';
import { createHostPolicy } from '../../src/host/hostPolicy.ts';
import { parseRoute } from '../../src/host/httpRoute.ts';
import { parseProxy } from '../../src/host/proxyAddress.ts';

test.each([
	['url="https://api.example.com/v1"', 'api.example.com', true],
	['url="https://API.Example.com/v1"', 'api.example.com', true],
	['url="https://api.example.com:8443/v1"', 'api.example.com', true],
	['the host api.example.com.', 'api.example.com', true],
	['url="https://api.example.com.evil.net/v1"', 'api.example.com', false],
	['url="https://xapi.example.com/v1"', 'api.example.com', false],
	['url="https://api.example.com/v1"', 'example.com', false],
	['url="https://${/region}.api.example.com/v1"', 'eu.api.example.com', true],
	['url="https://${/region}.api.example.com/v1"', 'api.example.com', false],
	['url="https://${/region}.api.example.com/v1"', 'evil.net', false],
	['url="https://${/host}.com/v1"', 'evil.com', false],
	['url="https://${/host}/v1"', 'evil.com', false],
])('given %s the host %s is named: %s', (text, host, expected) => {
	expect(createHostPolicy({ texts: [text], allowedHosts: [] })(host)).toBe(expected);
});

test.each([
	['https://api-${/tenant}/v1', 'api-acme.eu.example.com', true],
	['https://${ /tenant }:8443/v1', 'acme.eu.example.com', true],
	['https://${/region}.${/domain}/v1', 'north.example.org', true],
	['https://${/region}.${/domain}/v1', 'south.example.org', false],
	['https://${/region}-api.${/domain}/v1', 'north-api.example.org', true],
	['https://${/found}-api.example.com/v1', 'eu-api.example.com', true],
	['https://${/found}-api.com/v1', 'evil-api.com', false],
	['https://${/found}/v1', 'acme.evil.net', false],
	['https://${/found/tenant}.example.com/v1', 'acme.eu.example.com', true],
	['https://api-${/found}/v1', 'api-evil.net', false],
])('with its parameters %s names the host %s: %s', (text, host, expected) => {
	const parameters = new Map([
		['tenant', 'acme.EU.example.com'],
		['region', 'north'],
		['domain', 'example.org'],
	]);
	const policy = createHostPolicy({ texts: [text], parameters, allowedHosts: [] });
	expect(policy(host)).toBe(expected);
});

test('listed hosts are allowed, with or without port and scheme', () => {
	const allowedHosts = ['one.example', 'two.example:8443', 'https://three.example/x'];
	const policy = createHostPolicy({ texts: [], allowedHosts });
	expect(['one', 'two', 'three', 'four'].map((name) => policy(`${name}.example`))).toEqual([
		true,
		true,
		true,
		false,
	]);
});

test('a route is two origins', () => {
	expect(parseRoute('https://api.example.com=http://127.0.0.1:8123/')).toEqual({
		from: 'https://api.example.com',
		to: 'http://127.0.0.1:8123',
	});
});

test.each([
	['https://a.example', 'has no "="'],
	['a.example=http://127.0.0.1', '"a.example" in the route'],
	['https://a.example/v1=http://127.0.0.1', 'write https://a.example.'],
	['https://a.example=', '"" in the route'],
])('the route %s is refused', (text, message) => {
	expect(() => parseRoute(text)).toThrow(message);
});

test.each([
	['proxy.example:3128', { host: 'proxy.example', port: 3128 }],
	['proxy.example', { host: 'proxy.example', port: 8080 }],
	['http://me@proxy.example:1', { host: 'proxy.example', port: 1, user: 'me', password: 'secret' }],
	['[::1]:3128', { host: '[::1]', port: 3128 }],
	['HTTP://proxy.example:3128/', { host: 'proxy.example', port: 3128 }],
	[
		'me@corp.example@proxy',
		{ host: 'proxy', port: 8080, user: 'me@corp.example', password: 'secret' },
	],
])('the proxy %s is understood', (text, expected) => {
	expect(parseProxy(text, 'secret')).toEqual(expected);
});

test.each([
	['', 'not of the form'],
	['proxy:99999', 'not of the form'],
	['proxy.example:port', 'not of the form'],
	['https://proxy.example', 'not of the form [user@]server:port'],
	['me:secret@proxy.example', 'QRADAR_WORKFLOW_PROXY_PASSWORD'],
	['me:sec@ret@proxy.example', 'QRADAR_WORKFLOW_PROXY_PASSWORD'],
	['me:secret@proxy.example:99999', 'QRADAR_WORKFLOW_PROXY_PASSWORD'],
	['http://me:secret@', 'QRADAR_WORKFLOW_PROXY_PASSWORD'],
])('the proxy %s is refused, and no password shows', (text, message) => {
	expect(() => parseProxy(text, undefined)).toThrow(message);
	expect(() => parseProxy(text, undefined)).not.toThrow(/sec|ret/);
});
