import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Flow, flowSchema } from '../../dialogs/flow.js';
import type { LocatedIssue } from './contract.js';
import { readSource, type Source } from './yaml.js';

/** One flow file as it was read; `flow` is undefined where it could not be. */
export interface FlowFile {
  /** Relative to the folder loaded. */
  file: string;
  /** The name the file gives the flow. */
  name: string;
  version: string;
  source: Source;
  flow?: Flow;
  issues: LocatedIssue[];
}

const HASH_DIGITS = 8;

/** The version of a flow or a recording: it changes with every byte of its file. */
export const versionOf = (content: string | Buffer): string =>
  createHash('sha256').update(content).digest('hex').slice(0, HASH_DIGITS);

/** Reads every flow of a folder, in order of name. */
export function readFlows(folder: string): FlowFile[] {
  const path = join(folder, 'flows');
  const names = existsSync(path) ? readdirSync(path).filter((name) => name.endsWith('.yaml')) : [];
  return names.sort().map((name) => readFlow(`flows/${name}`, readFileSync(join(folder, 'flows', name), 'utf8')));
}

/** @param file its path, for issues; its last part names the flow */
export function readFlow(file: string, text: string): FlowFile {
  const name = file.replace(/^.*\//, '').replace(/\.yaml$/, '');
  const source = readSource(text);
  const read = { file, name, version: versionOf(text), source };
  if (source.faults.length > 0) return { ...read, issues: source.faults.map((fault) => located(read, fault)) };
  const parsed = flowSchema.safeParse(source.value);
  if (!parsed.success) return { ...read, issues: parsed.error.issues.map((issue) => schemaIssue(read, issue)) };
  const { data: flow } = parsed;
  return flow.flow === name ? { ...read, flow, issues: [] } : { ...read, issues: [misnamed(read, flow)] };
}

type Read = Pick<FlowFile, 'file' | 'name' | 'source'>;

const located = ({ file, name }: Read, rest: Pick<LocatedIssue, 'code' | 'message' | 'remedy' | 'line' | 'step'>) =>
  ({ severity: 'error', flow: name, file, ...rest }) as const;

function schemaIssue(read: Read, { path, message }: { path: PropertyKey[]; message: string }): LocatedIssue {
  const [part, step] = path;
  const where = path.length > 0 ? `"${path.map(String).join('.')}": ` : '';
  return located(read, {
    ...(part === 'steps' && step !== undefined && { step: String(step) }),
    line: read.source.lineOf(path),
    code: 'flow-schema',
    message: `${where}${message}.`,
    remedy: 'Correct it here; dialogs/steps has the form of each type of step.',
  });
}

const misnamed = (read: Read, { flow }: Flow): LocatedIssue =>
  located(read, {
    line: read.source.lineOf(['flow']),
    code: 'flow-misnamed',
    message: `The file is called "${read.name}" and the flow in it "${flow}".`,
    remedy: 'Give both the same name.',
  });
