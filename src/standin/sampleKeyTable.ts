/**
 * Private keys that were made for trials and protect nothing, as PKCS8 in Base64: a workflow that signs tokens needs
 * one to run.
 */
const SAMPLE_KEYS = {
	RSA:
		'MIIEvwIBADANBgkqhkiG9w0BAQEFAASCBKkwggSlAgEAAoIBAQDC3xHf0iSRHu/LDAO8v3ZCuUdqktxVEt/ZFEN0Os' +
		'BXjx/X27hK5i0pbhMkUqnQR/rVDY8PEZKqP3cvzjh45VnX95KfVvxL/jnW+gKsLHB90MRdvkDeoc6eRdJVlEehZRda' +
		'Gx/VDb82cJMWhtFjhRebly040lFbXdjFAk4brl5F5/Bhe73w0mQyO9/ZBX5M0qiNcKf0+Mg1vB/+0aJwNI6kYhpMeY' +
		'52A+e39HulJCbu5QJ5tbN/6tSa5BemE7R5+yijgZN3+DFGhjBgs7P2kYDsVJnK9d+kwE52JC+UBcWvF5xKe1qKtZxy' +
		'unDfPFJXrkz2ogPDQx6Ia89rCyNFvJ0zAgMBAAECggEABLpxORXkvD6yFnen/uRDDtMRuAobMtc+kN+sfqf5ncZDwV' +
		'2RRwP3FDpvAs0cq13rvfqnviJbhX+nuS8O8LlZPjkWw4Cn+4IOI44KaDoQeq+zlrYJ5eeq10KeHA8j08yGTgc6ylUc' +
		'jsoZejedjLAghq5wMvZAx2+WAGW8wRrbKmVaNqlMxRLJqS5OvmG4UMsNSXUfYH09XkM1bNyHo7n4hiz2N2opgAr2VH' +
		'9lXhYQX+BVIVekbc6kcyFRNqvpf5Sx5mUev0AH9V4FKrJtgz6//2BwD4wSh8O6ybRw0sQcQx/Vh24GYkydjJcyKjvB' +
		'IQSmbHtNbFPJ3JDlHh9F8PXx4QKBgQD+3SVkzLAcG5BIEhoNL/HHX/KoQuJ5JVysZn2GiHY5KPlb5MrVcRLyMEoC5/' +
		'q+OohJkeZEZURQOCtAaC4vTqnLtI4V9fIYlEza/XXHZn7S0CdbTf0HRu2R+F6o7MxwDcE4Lzvl77ol/ajdeS0tddrs' +
		'NtHc1QOckpwnuf9lsX6O0wKBgQDDvXWlGEq7k6FGXcypPglowZA3nxkz6PjDg9Yidu0B4M7UE/Xyij8c87UC5cTZwW' +
		'wz+wgPAGXPyskZW0iir2Dmzm2T7uNsX5YO1t7oFLZ5f/Jpm+Mt/EaBjYnf+BQB2eIGUH/2NA51AIbJ4My7M84MPEZw' +
		'4mh506q7aPeNkQp8IQKBgQC9N1Jb09usAorL9ySARegrLYDqiz2405RKKo1nJEkhhtoa73HnpVt7k35fSftO4AXvGP' +
		'LsNILTS+BQoQgo9y34nsQeacqjlPa6XxLiR6ZAvWl60BvbGz2l8c/VenkNeCjLncXKoICDVB/azexMpAM0/D4yxbM4' +
		'u2BT3jNPPMfJIQKBgQCcm7JL1CK+74BCf3vnEQaQNQZBKl8MxGJ8c7fZPVOlhAuXbR0D4A5dCLQTzGhyXSpIcJni/s' +
		't2tGWvjvSPjUg3goPzr1dwdw3lc49HGoNgtLjsPFhIi6aRsv/UHXVMgdoweSnYf4/tlu1BCkZjpTA/Y95sJQm4J11b' +
		'ssEWGCzOYQKBgQC0YjZ2RCGKnpcjpBtdNB78EpbMkosdpRGFO3+KvNRk5qD11gPp679Lt309bB9JgcSDj9ewJnTG5y' +
		'XeRdTsVpZyRwhVErFn7M9WgiYDzP2JNB2whPu7pZav+C3Qodq2jSNyHvEiGMAFeCDPYChYpiIJnkIvYxVDKp3CPhKa' +
		'9WuhEw==',
	EC:
		'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgWIltpxZbYA3S7lHbm9NVbBiXaKiVge1RLCBxX0lsZE' +
		'+hRANCAAR74CY+Opa92VJj3/vX2xDSJr5P4gyRFaCA4Tpjq7H2jrRpiqAV0gXjHf3eCa9G96qmE74gUESAi1725R+M' +
		'NVys',
} as const;

/** A key for an algorithm such as `RS256`, in the one form that every schema version takes; undefined when it needs none. */
export function sampleKey(algorithm: string): string | undefined {
	const kind = /^(?:RS|PS)\d+$/i.test(algorithm)
		? 'RSA'
		: /^ES\d+$/i.test(algorithm)
			? 'EC'
			: undefined;
	if (kind === undefined) return undefined;
	const lines = SAMPLE_KEYS[kind].match(/.{1,64}/g) ?? [];
	const label = 'PRIVATE KEY';
	return btoa(`-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`);
}
