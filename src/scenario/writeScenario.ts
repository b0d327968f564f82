import type { TextFormat } from './readText.ts';
import type { ScenarioFile } from './scenarioFile.ts';

/** A scenario as text that `readScenario` reads back to the same. */
export async function writeScenario(file: ScenarioFile, format: TextFormat): Promise<string> {
	if (format === 'json') return `${JSON.stringify(file, null, '\t')}\n`;
	const { stringify } = await import('./yaml.ts');
	return stringify(file, { lineWidth: 0, aliasDuplicateObjects: false });
}
