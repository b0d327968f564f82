import {
	ParseOption,
	XmlDocument,
	XmlLibError,
	XmlValidateError,
	XsdValidator,
} from 'libxml2-wasm';

/** What libxml2 says about a document. */
export interface XsdVerdict {
	/** `uri`: libxml2 refuses a namespace that is no URI. The namespaces recommendation asks no parser to. */
	readonly layer: 'ok' | 'xml' | 'schema' | 'uri';
	readonly message: string;
}

/** Judges documents by the published schemas with libxml2, a parser and validator that has nothing of ours. */
export interface XsdJudge {
	readonly namespaces: readonly string[];
	judge(bytes: Uint8Array): XsdVerdict;
}

const PARSE = {
	option: ParseOption.XML_PARSE_HUGE | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_NONET,
};

/** Makes a judge from the texts of the published schemas; those of V2_1, unpublished, are made from those of V2. */
export function createXsdJudge(schemas: readonly string[]): XsdJudge {
	const texts = schemas.flatMap((text) =>
		namespaceOf(text).endsWith('/V2') ? [text, schemaOfV21(text)] : [text],
	);
	const validators = new Map(
		texts.map((text) => {
			const document = XmlDocument.fromString(text);
			return [namespaceOf(text), XsdValidator.fromDoc(document)] as const;
		}),
	);
	return {
		namespaces: [...validators.keys()],
		judge: (bytes) => judge(bytes, validators),
	};
}

function judge(bytes: Uint8Array, validators: ReadonlyMap<string, XsdValidator>): XsdVerdict {
	let document: XmlDocument | undefined;
	try {
		// libxml2 calls no bytes at all a misuse rather than a bad document.
		if (bytes.length === 0) return { layer: 'xml', message: 'The document is empty.' };
		document = XmlDocument.fromBuffer(bytes, PARSE);
	} catch (error) {
		return { layer: isUriOnly(error) ? 'uri' : 'xml', message: firstLine(error) };
	}
	try {
		const namespace = document.root.namespaceUri;
		const validator = validators.get(namespace);
		if (validator === undefined)
			return { layer: 'schema', message: `No schema has the namespace "${namespace}".` };
		validator.validate(document);
		return { layer: 'ok', message: '' };
	} catch (error) {
		if (!(error instanceof XmlValidateError)) throw error;
		return { layer: 'schema', message: firstLine(error) };
	} finally {
		document.dispose();
	}
}

function isUriOnly(error: unknown): boolean {
	const details = error instanceof XmlLibError ? error.details : [];
	const faults = details.filter(({ level }) => level > 1);
	return faults.length > 0 && faults.every(({ message }) => /is not a valid URI\s*$/.test(message));
}

function firstLine(error: unknown): string {
	const message = error instanceof Error ? error.message : String(error);
	return message.trim().split('\n')[0] ?? '';
}

function namespaceOf(schema: string): string {
	return /targetNamespace\s*=\s*"([^"]*)"/.exec(schema)?.[1] ?? '';
}

/**
 * V2 with what IBM's documentation adds in V2_1: the namespace, an optional `source` of PostEvent and PostEvents,
 * `RequestCookie` behind the request headers, and `dataType` of Set.
 */
function schemaOfV21(schema: string): string {
	const text = schema.replaceAll('/V2"', '/V2_1"');
	if (!text.includes('name="callEndpointType"')) return text;
	const cookie = `<xs:element name="RequestCookie" minOccurs="0" maxOccurs="unbounded">
		<xs:complexType>
			<xs:attribute name="name" type="wf:nonEmptyString" use="required" />
			<xs:attribute name="value" type="xs:string" />
		</xs:complexType>
	</xs:element>`;
	return [
		(all: string) =>
			replaceOnce(
				all,
				/(<xs:element name="RequestHeader"[\s\S]*?<\/xs:element>)/,
				(found) => found + cookie,
			),
		(all: string) =>
			replaceOnce(all, /name="postEventType"[\s\S]*?<\/xs:complexType>/, optionalSource),
		(all: string) =>
			replaceOnce(all, /name="postEventsType"[\s\S]*?<\/xs:complexType>/, optionalSource),
		(all: string) =>
			replaceOnce(all, /name="setType">/, (found) =>
				found.concat('<xs:attribute name="dataType" type="wf:nonEmptyString" />'),
			),
	].reduce((all, change) => change(all), text);
}

function optionalSource(type: string): string {
	return replaceOnce(type, /(name="source"[^>]*?) use="required"/, (found) =>
		found.replace(' use="required"', ''),
	);
}

function replaceOnce(text: string, pattern: RegExp, change: (found: string) => string): string {
	if (!pattern.test(text)) throw new Error(`The schema of V2 has no ${pattern.source}.`);
	return text.replace(pattern, change);
}
