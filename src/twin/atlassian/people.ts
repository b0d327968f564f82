/** Somebody in the invented organization. */
export interface Person {
	readonly id: string;
	readonly name: string;
	readonly email: string;
}

/**
 * The people of the invented organization. Account ids in the three forms seen in the field; names that
 * break careless code: quotes, apostrophes, backslashes, other scripts, right-to-left text, an emoji.
 */
export const PEOPLE: readonly Person[] = [
	person('712020:0f3a6b1e-5d0c-4c61-9d0e-2b7f1a64c101', 'Dana Levi', 'dana.levi'),
	person('712020:77c1d9aa-0b52-4f4e-8f0c-91f3e5b7d202', 'Noa Bar', 'noa.bar'),
	person('557058:1b6a2d3c-77aa-4a0f-b0a1-3f3c9f0b5303', 'Tomás Ó Briain', 'tomas.obriain'),
	person('557058:9e4f0c11-2d8b-4d1b-8e66-5c1a7d2e6404', 'Zoë "Zed" Müller', 'zoe.mueller'),
	person('5ff328f2b1c4d5006f9a0a05', "Aoife O'Connor", 'aoife.oconnor'),
	person('60a1b2c3d4e5f60069b71b06', '李小龍', 'xiaolong.li'),
	person('712020:3c5d7e9f-1a2b-4c3d-9e4f-506172839407', 'דנה לוי', 'dana.l'),
	person('712020:aa11bb22-cc33-4d44-8e55-ff6677889908', 'Łukasz Żółć', 'lukasz.zolc'),
	person('557058:0c0d0e0f-1011-4213-9415-161718192009', 'Priya Raman', 'priya.raman'),
	person('712020:d1e2f3a4-b5c6-4d7e-8f90-a1b2c3d4e510', 'Chidi 🚀 Okafor', 'chidi.okafor'),
	person('5fa0b1c2d3e4f50068c82c11', 'backup\\service', 'backup.service'),
	person('712020:5a5b5c5d-6e6f-4a7b-9c8d-0e1f2a3b4c12', 'Marta <Admin> & Co', 'marta.admin'),
	person('557058:b0c1d2e3-f4a5-4b6c-8d7e-9f0a1b2c3d13', 'محمد الحسن', 'mohammed.alhassan'),
	person('712020:42424242-4242-4242-8242-424242424214', 'Sam Reyes', 'sam.reyes'),
	person('60b2c3d4e5f6a7006ad93d15', 'Ingrid Bjørk', 'ingrid.bjork'),
	person('712020:e7e6e5e4-e3e2-4e1e-9e0d-dfdedddcdb16', 'Yuki Tanaka', 'yuki.tanaka'),
];

/** Actors that are no people: their id is a word and their e-mail is no address. */
export const SYSTEM_ACTORS: readonly Person[] = [
	{ id: 'confluence', name: 'Confluence', email: 'Atlassian app' },
	{ id: 'jira', name: 'Jira', email: 'Atlassian app' },
	{ id: 'identity-platform', name: 'Atlassian Identity', email: 'System' },
];

/** Where people are. Addresses come from the blocks set aside for documentation (RFC 5737, RFC 3849). */
export interface Place {
	readonly network: string;
	readonly geo: string;
	readonly countryName: string;
	readonly regionName: string;
	readonly city: string;
}

export const PLACES: readonly Place[] = [
	{
		network: '203.0.113.',
		geo: 'EU',
		countryName: 'Ireland',
		regionName: 'Leinster',
		city: 'Dublin',
	},
	{ network: '198.51.100.', geo: 'AS', countryName: 'Israel', regionName: '', city: 'Tel Aviv' },
	{
		network: '192.0.2.',
		geo: 'NA',
		countryName: 'United States',
		regionName: 'New York',
		city: 'New York',
	},
	{ network: '2001:db8::', geo: 'AS', countryName: 'Japan', regionName: 'Tokyo', city: 'Chiyoda' },
	{
		network: '203.0.113.',
		geo: 'EU',
		countryName: 'Poland',
		regionName: 'Mazovia',
		city: 'Warsaw',
	},
	{ network: '198.51.100.', geo: 'SA', countryName: 'Brazil', regionName: 'São Paulo', city: '' },
];

export const GROUPS: readonly string[] = [
	'site-admins',
	'org-admins',
	'jira-software-users',
	'confluence-users',
	'jira-administrators',
	'contractors-emea',
];

export const SITES: readonly { readonly id: string; readonly name: string }[] = [
	{ id: 'c0ffee00-1234-4abc-8def-0123456789ab', name: 'example' },
	{ id: 'c0ffee01-5678-4abc-9def-ba9876543210', name: 'example-sandbox' },
];

function person(id: string, name: string, mailbox: string): Person {
	return { id, name, email: `${mailbox}@example.com` };
}
