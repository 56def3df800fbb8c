import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadContent } from '../content/load.js';
import { checkDirectory } from '../directory/check.js';
import { projectRoot } from '../parts.js';
import { fallen, readFloors } from '../understanding/evaluation/floors.js';
import { checkCards } from './checkCards.js';
import { JUDGED, onJudgedSets } from './evaluate.js';

/** Checks flows, texts, services and understanding, and prints what is wrong and what to do. @returns 1 when anything is wrong */
export async function checkAll(): Promise<number> {
  const content = loadContent(projectRoot);
  for (const { severity, file, line, language, message, remedy } of content.issues) {
    const where = [file, line].filter(Boolean).join(':');
    console.log(
      `${severity === 'error' ? '✗' : '!'} ${where}${language ? ` (${language})` : ''}: ${message} ${remedy}`,
    );
  }
  const errors = content.issues.filter(({ severity }) => severity === 'error').length;
  console.log(`${content.flows.length} flows, ${errors} errors, ${content.issues.length - errors} warnings`);
  const services = checkServices();
  // What cannot be loaded has been named; its cards can be told only once that is right.
  const cards = services > 0 ? 0 : await checkCards(content.texts, Date.now());
  const understanding = checkUnderstanding();
  return errors > 0 || services > 0 || cards > 0 || understanding > 0 ? 1 : 0;
}

const fileOf = (name: string) =>
  ['directory/services', 'directory/country']
    .map((folder) => join(folder, name))
    .find((file) => existsSync(join(projectRoot, file))) ?? name;

/** The same for the service directory alone. */
export function checkServices(): number {
  const issues = checkDirectory(join(projectRoot, 'directory'), new Date().toISOString().slice(0, 10));
  for (const { file, record, field, expected, came, remedy } of issues)
    console.log(`✗ ${fileOf(file)} ${record} ${field}: expected ${expected}, came ${came}. ${remedy}`);
  console.log(`directory: ${issues.length} errors`);
  return issues.length > 0 ? 1 : 0;
}

/** Learns from the examples where they changed, and holds the result to the floors. @returns how many are not reached */
export function checkUnderstanding(): number {
  const below = fallen(readFloors(join(JUDGED, 'floors.yaml')), onJudgedSets());
  for (const sentence of below)
    console.log(`✗ understanding: ${sentence} Take back or add to the last change of examples, words or signs.`);
  console.log(`understanding: ${below.length} floors not reached`);
  return below.length;
}
