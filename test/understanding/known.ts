import { fileURLToPath } from 'node:url';
import { loadPlaceFacts, loadUnderstanding } from '../../src/understanding/index.js';

const folder = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** Understanding with the project's own data, as it is served. */
export const understanding = loadUnderstanding(
  folder('src/understanding'),
  loadPlaceFacts(folder('directory/country')),
);

export const meaningOf = (text: string) => understanding.understand(text, {});
