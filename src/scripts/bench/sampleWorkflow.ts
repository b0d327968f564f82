/**
 * A workflow as people write them: log in, then for each name page through events with retries and keep a bookmark.
 * About 2 KB for each.
 */
export function sampleWorkflow(names: readonly string[]): string {
	const collect = (name: string) => `
		<!-- ${name}: page by page until a page is not full, newest last. -->
		<Initialize path="/${name}/bookmark" value="\${time() - 3600000}" />
		<FormatDate pattern="yyyy-MM-dd'T'HH:mm:ss.SSS'Z'" timeZone="UTC" time="\${/${name}/bookmark}" savePath="/${name}/from" />
		<Set path="/${name}/page" value="1" />
		<Set path="/${name}/more" value="true" />
		<While condition="/${name}/more = true">
			<CallEndpoint url="https://\${/host}/api/v2/${name}" method="GET" savePath="/${name}/response">
				<BearerAuthentication token="\${/login/body/access_token}" />
				<QueryParameter name="since" value="\${/${name}/from}" />
				<QueryParameter name="page" value="\${/${name}/page}" />
				<QueryParameter name="limit" value="\${/limit}" omitIfEmpty="true" />
				<RequestHeader name="Accept" value="application/json" />
			</CallEndpoint>
			<If condition="/${name}/response/status_code = 429">
				<Set path="/wait" value="\${/${name}/response/headers/retry-after}" />
				<If condition="/wait = ''">
					<Set path="/wait" value="60" />
				</If>
				<Log type="WARN" message="${name}: asked too often, waiting \${/wait} seconds." />
				<Sleep duration="\${/wait * 1000}" />
			</If>
			<ElseIf condition="/${name}/response/status_code != 200">
				<Abort reason="${name}: \${/${name}/response/status_code} \${/${name}/response/status_message}" />
			</ElseIf>
			<Else>
				<If condition="count(/${name}/response/body/items) > 0">
					<PostEvents path="/${name}/response/body/items" source="\${/host}" />
					<Set path="/${name}/bookmark" value="\${max(/${name}/response/body/items/time) + 1}" />
				</If>
				<Set path="/${name}/page" value="\${/${name}/page + 1}" />
				<If condition="count(/${name}/response/body/items) != /limit">
					<Set path="/${name}/more" value="false" />
				</If>
			</Else>
		</While>
		<Delete path="/${name}/response" />`;
	return `<?xml version="1.0" encoding="UTF-8"?>
<Workflow name="Sample" version="1.0" minimumRecurrence="60" xmlns="http://qradar.ibm.com/UniversalCloudRESTAPI/Workflow/V2">
	<Parameters>
		<Parameter name="host" label="Host" required="true" />
		<Parameter name="clientId" label="Client ID" required="true" />
		<Parameter name="clientSecret" label="Client Secret" required="true" secret="true" />
		<Parameter name="limit" label="Page Size" default="200" />
	</Parameters>
	<Actions>
		<CallEndpoint url="https://\${/host}/oauth/token" method="POST" savePath="/login">
			<UrlEncodedFormRequestBody>
				<Parameter name="grant_type" value="client_credentials" />
				<Parameter name="client_id" value="\${/clientId}" />
				<Parameter name="client_secret" value="\${/clientSecret}" />
			</UrlEncodedFormRequestBody>
		</CallEndpoint>
		<If condition="/login/status_code != 200">
			<Abort reason="The login failed: \${/login/status_code}" terminate="true" />
		</If>
		<ClearStatus />${names.map(collect).join('\n')}
		<Delete path="/login" />
	</Actions>
	<Tests>
		<DNSResolutionTest host="\${/host}" />
		<TCPConnectionTest host="\${/host}" />
		<SSLHandshakeTest host="\${/host}" />
	</Tests>
</Workflow>
`;
}
