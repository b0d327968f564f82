import type { Version } from '../../src/base/version.ts';
import { PARAMETERS } from './parameters.ts';

/** What an administrator does, from API key to a passing test. */
export function writeRunbook(version: Version): string {
	return `# Atlassian organization audit log in QRadar

Two documents to paste into a QRadar log source: \`workflow.xml\` and \`parameter-values.xml\` (schema ${version}).
They collect the audit log of an Atlassian organization through IBM's Universal Cloud REST API protocol.

## 1. Make an API key

You need to be an administrator of the organization, and the organization needs Atlassian Guard or an
Enterprise plan: without it Atlassian keeps no audit log, and buying it later does not fill the gap.

1. Sign in at <https://admin.atlassian.com> and select the organization.
2. Open **Settings**, then **API keys**, and select **Create API key**.
3. Give it a name, for example \`qradar-audit-log\`. Where scopes are offered, give it \`read:events:admin\` only.
4. Set **Expires on**. The default is one week, the longest is one year. Put the date in your calendar: an
   expired key shows as an error status of the log source, and events older than 180 days are gone.
5. Select **Create** and copy the **Organization ID** and the **API key** to a safe place. The key is not shown again.

## 2. Fill in the values

In the folder of this file, open \`parameter-values.xml\` and put your own values in. Or make the files anew with what
is no secret, and put in the key by hand, so that it stays out of the history of your shell:

\`\`\`
qradar-workflow generate atlassian-org-audit --out . --force --set orgID=…
\`\`\`

| Parameter | Name | Default | Required | Description |
| --- | --- | --- | --- | --- |
${PARAMETERS.map(
	({ name, label, description, required, secret, default: preset }) =>
		`| \`${name}\` | ${label}${secret ? ' (secret)' : ''} | ${preset ? `\`${preset}\`` : ''} | ${required ? 'yes' : 'no'} | ${description} |`,
).join('\n')}

Check both documents before you paste them:

\`\`\`
qradar-workflow validate workflow.xml parameter-values.xml
\`\`\`

## 3. Make the log source type

Once for each QRadar system, when there is no type for Atlassian yet:

1. Open **Admin**, then **DSM Editor**.
2. Select **Create New** and name the log source type \`Atlassian API\`.

## 4. Make the log source

1. Open **Admin**, then **QRadar Log Source Management**.
2. Select **New Log Source**, then **Single Log Source**.
3. Log source type: \`Atlassian API\`. Protocol type: **Universal Cloud REST API**.
4. On **Configure the Log Source parameters**: give it a name, and turn **Coalescing Events off**. Coalescing
   groups events with the same addresses and keeps only the first few: audit events would be lost.
5. On **Configure the Protocol Parameters**:
   - **Log Source Identifier**: \`Atlassian-AuditLogs\`, or what you gave as \`identifier\`. The two must be the same,
     or QRadar does not recognise the events as those of this log source.
   - **Workflow**: paste the whole of \`workflow.xml\`.
   - **Workflow Parameter Values**: paste the whole of \`parameter-values.xml\`.
   - **Recurrence**: \`5M\`. The shortest that the workflow accepts is one minute.
   - **Allow Untrusted Certificates**: off. **Use Proxy**: as your network needs.
6. Select **Start Test**. It resolves and reaches \`api.atlassian.com\`, checks its certificate, and shows a few
   events. With another \`baseURL\`, change the hosts in the \`<Tests>\` section of the workflow too.
7. Select **Finish**, and deploy the changes.

## 5. When something is wrong

| Status of the log source | What to do |
| --- | --- |
| Atlassian refuses the API key (401) | Make a new key (it expires after a year at most) and save it in the values. |
| The API key may not read the audit log (403) | Check the scope of the key and the plan of the organization. |
| Atlassian does not know the organization (404) | Check \`orgID\`: it is the UUID next to the API key, not the name. |
| Atlassian's rate limit is reached | Nothing: the next run goes on. With \`query\` set only 10 requests a minute are allowed. |
| Atlassian answers 5xx | Nothing: the next run tries again from the same place. |
| The answer is not a page of events | Check \`baseURL\`, and whether a proxy asks for a sign-in. |
| Atlassian’s cursors expire at once | Nothing is lost, but reading is slow. Something between QRadar and Atlassian may change the addresses of requests. |
| The start time lies in the future | Clear or correct \`startTime\`. |
| The start time must be in milliseconds | Write 13 digits, such as 1693309396000. |
| Connected, but no events | The audit log is empty without Guard. A heartbeat event shows that the connection works. |

## What it does

- It reads \`events-stream\`, which is sorted by the time at which Atlassian processed an event, so events that
  appear late are not missed. A stored cursor says how far it is.
- It posts a page first and moves the checkpoint then. If QRadar stops in between, that page comes again: nothing is
  lost, a page may be repeated. If QRadar forgets the State of a run that failed, its pages come again.
- Without any State, that is, at first, and when the first run fails and QRadar forgets its State, the collection
  begins at \`startTime\`, or \`lookback\` minutes before that run. A \`startTime\` leaves no gap then.
- When Atlassian no longer takes the cursor, it goes back by \`lateness\` and leaves out what it has posted.
- With \`query\` set it must use \`/events\`, which cannot be polled by cursor. It walks windows that overlap by
  \`lateness\` and leaves out what it has posted. An event that Atlassian lists later than that is missed.
- \`timeZone\` serves messages only. All bounds are UTC.
- A second log source with the same key shares its rate limit.
`;
}
