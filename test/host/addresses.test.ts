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
])('the proxy %s is understood', (text, expected) => {
	expect(parseProxy(text, 'secret')).toEqual(expected);
});

test.each([
	['', 'not of the form'],
	['proxy:99999', 'not of the form'],
	['proxy.example:port', 'not of the form'],
	['me:secret@proxy.example', 'QRADAR_WORKFLOW_PROXY_PASSWORD'],
])('the proxy %s is refused', (text, message) => {
	expect(() => parseProxy(text, undefined)).toThrow(message);
});
