/** Small documents for tests of the command line. */

const NAMESPACE = 'http://qradar.ibm.com/UniversalCloudRESTAPI';

/** A workflow of version V2 with these actions, and parameters given as XML. */
export function workflow(actions: string, parameters = ''): string {
	return `<?xml version="1.0" encoding="UTF-8" ?>
<Workflow name="Test" version="1.0" xmlns="${NAMESPACE}/Workflow/V2">
	${parameters === '' ? '' : `<Parameters>${parameters}</Parameters>`}
	<Actions>
		${actions}
	</Actions>
</Workflow>
`;
}

/** Parameter values of version V2. */
export function values(pairs: Readonly<Record<string, string>>): string {
	const list = Object.entries(pairs).map(
		([name, value]) => `<Value name="${name}" value="${value}" />`,
	);
	return `<WorkflowParameterValues xmlns="${NAMESPACE}/WorkflowParameterValues/V2">${list.join('')}</WorkflowParameterValues>`;
}
