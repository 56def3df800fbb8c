import { erase, help, human, stop } from './commands.js';
import type { Global } from './contract.js';
import { danger } from './danger.js';
import { language } from './language.js';
import { media } from './media.js';
import { request } from './requests.js';
import { restart } from './restart.js';
import { safeWord } from './safeWord.js';
import { samePerson } from './samePerson.js';
import { forOther, minor, supporter } from './writers.js';

/** In order of precedence. */
export const GLOBALS: readonly Global[] = [
  safeWord,
  danger,
  erase,
  stop,
  human,
  language,
  help,
  restart,
  request,
  minor,
  supporter,
  forOther,
  samePerson,
  media,
];
