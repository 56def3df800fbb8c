import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Issue, inspectFlows, inspectUnused, LIMITS } from '../../dialogs/inspect.js';
import { LANGUAGES } from '../../dialogs/terms.js';
import { parsedOnce } from '../parsed.js';
import type { Content, LocatedIssue } from './contract.js';
import { inspectFixed } from './fixed.js';
import { type FlowFile, readFlows, versionOf } from './flows.js';
import { readRecordings } from './recordings.js';
import { keysIn, partsOf, readTexts, textIn } from './texts.js';
import { readSource, type Source } from './yaml.js';

export type { Content, LocatedIssue, TextTree } from './contract.js';
export { createFlowSet, type OlderVersion } from './flowSet.js';

/**
 * Reads and inspects flows and texts. What is wrong with them comes back as issues; nothing of it throws.
 * @param folder holds `flows/*.yaml` and `locales/<language>/<flow>.json`
 */
export function loadContent(folder: string): Content {
  const files = readFlows(folder);
  const { texts, issues } = readTexts(folder);
  const flows = files.flatMap(({ flow }) => flow ?? []);
  const text: Content['text'] = (language, key) => textIn(texts, language, key);
  const { recordings, issues: ofRecordings } = readRecordings(folder, text);
  const inspect = (): Issue[] => [
    ...inspectFlows(flows, text, LIMITS),
    ...inspectFixed(texts, new Set(flows.map(({ flow }) => flow)), LIMITS),
    ...LANGUAGES.flatMap((language) => inspectUnused(flows, LIMITS, language, keysIn(texts, language))),
  ];
  // What an earlier start of the same build inspected is not inspected again.
  const found = parsedOnce(JSON.stringify([flows, texts]), inspect) ?? [];
  const locate = locator(folder, files);
  return {
    flows,
    versions: Object.fromEntries(
      files.flatMap(({ flow, version }) => (flow ? [[flow.flow, withWords(version, flow.flow, texts)]] : [])),
    ),
    texts,
    text,
    recordings,
    // A flow that could not be read has its own issues; that it is therefore missing says nothing new.
    issues: [
      ...files.flatMap((file) => file.issues),
      ...issues,
      ...ofRecordings,
      ...found.filter(isNew(files)).map(locate),
    ],
  };
}

/** A version is the steps and the words in all languages: what somebody read can be read again under its name. */
function withWords(version: string, flow: string, texts: Content['texts']): string {
  const words = LANGUAGES.map((language) => texts[language][flow] ?? {});
  return versionOf(`${version} ${JSON.stringify(words)}`);
}

const isNew =
  (files: readonly FlowFile[]) =>
  ({ code, flow }: Issue): boolean =>
    code !== 'flow-missing' || !files.some(({ name }) => name === flow);

/** Finds file and line of an issue: in the texts where it is about a text, else in the flow. */
function locator(folder: string, files: readonly FlowFile[]): (issue: Issue) => LocatedIssue {
  const sources = new Map(files.map(({ file, source }) => [file, source]));
  const sourceOf = (file: string): Source | undefined => {
    const path = join(folder, file);
    if (!sources.has(file) && existsSync(path)) sources.set(file, readSource(readFileSync(path, 'utf8')));
    return sources.get(file);
  };
  return (issue) => {
    const inTexts = issue.language !== undefined;
    const file = inTexts ? `locales/${issue.language}/${issue.flow}.json` : `flows/${issue.flow}.yaml`;
    const line = sourceOf(file)?.lineOf(inTexts ? textPath(issue) : flowPath(issue));
    return { ...issue, file, ...(line !== undefined && { line }) };
  };
}

const textPath = ({ key, step }: Issue): string[] => (key ? partsOf(key).slice(1) : [step ?? '']);

const flowPath = ({ step, code }: Issue): string[] => {
  if (step !== undefined) return ['steps', step];
  return code === 'start-unknown' ? ['start'] : ['flow'];
};
