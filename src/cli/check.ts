import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadContent } from '../content/load.js';
import { checkDirectory } from '../directory/check.js';
import { projectRoot } from '../parts.js';

/** Checks flows, texts and services, and prints what is wrong and what to do. @returns 1 when anything is wrong */
export function checkAll(): number {
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
  return errors > 0 || services > 0 ? 1 : 0;
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
