import { expect, test } from 'vitest';
import { isPlaceholder } from '../../src/values/placeholder.ts';

test('a hundred letters are soon known to be no placeholder', () => {
	expect(isPlaceholder(`my_${'a'.repeat(100)}!`)).toBe(false);
});

test.each([
	'<insert your API token>',
	'your-org-id',
	'yourOrgId',
	'YOUR_API_KEY',
	'my-token',
	'xxx',
	'XXXXXXXX',
	'xxxxxxxx-xxxx-xxxx',
	'***',
	'changeme',
	'change_me',
	'Insert your key here',
	'API_KEY',
	'[your domain]',
	'{token}',
	'${TOKEN}',
	'%TOKEN%',
	'App ID goes here',
	'my-org',
	'my api key',
	'your company',
	'your.domain.com',
	'\u200bxxx\u200b',
])('"%s" is a placeholder', (value) => {
	expect(isPlaceholder(value)).toBe(true);
});

test.each([
	'',
	'0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0',
	'Atlassian-AuditLogs',
	'https://api.atlassian.com',
	'ATCTT3xFfGN0abcdefXXXX',
	'UTC',
	'user_login',
	'true',
	'mycompany.example.org',
	'{"a": 1}',
	'[1, 2]',
	'key-12345',
	'x',
	'My-Atlassian-Audit',
	'my-company.okta.com',
	'my-company',
	'my-app',
	'The Hague',
	'my_secret_host',
	'[a-z]+(user)',
	'(user|admin)',
	'example',
	'Enter the Matrix',
	`<${'insert your token '.repeat(10)}>`,
])('"%s" is a value', (value) => {
	expect(isPlaceholder(value)).toBe(false);
});
