import { fileURLToPath } from 'node:url';
import { loadUnderstanding } from '../../src/understanding/index.js';

export const inProject = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export const sources = {
  folder: inProject('src/understanding'),
  country: inProject('directory/country'),
  locales: inProject('locales'),
};

/** Understanding with the project's own data, as it is served. */
export const understanding = loadUnderstanding(sources, inProject('dist/understanding.bin'));

export const meaningOf = (text: string) => understanding.understand(text, {});
