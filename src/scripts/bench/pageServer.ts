import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { pageText } from './pages.ts';

/** Serves the made-up API from a process of its own: `pageServer.ts PAGES`; tells its parent the port. */
const pages = Number(process.argv[2]);
const texts = Array.from({ length: pages }, (_, page) => Buffer.from(pageText(page, pages)));

const server = createServer((request, response) => {
	const page = Number(new URL(request.url ?? '/', 'http://localhost').searchParams.get('page'));
	const body = texts[page] ?? Buffer.from('{}');
	response.writeHead(200, {
		'Content-Type': 'application/json',
		'Content-Length': body.length,
	});
	response.end(body);
});
server.listen(0, '127.0.0.1', () => {
	process.send?.((server.address() as AddressInfo).port);
});
process.on('disconnect', () => process.exit());
