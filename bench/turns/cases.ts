import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { overDirectLine, overWhatsApp, type Talk, withEcho, withFloor, withWaterfall } from './talk.js';
import { WHATSAPP } from './whatsapp.js';

/** One server that is measured, and how one talks with it. */
export interface Case {
  name: string;
  about: string;
  /** The program, started as a process of its own. */
  file: string;
  env: (at: { port: number; sinkPort: number; redisUrl: string }) => Record<string, string>;
  talk: Talk;
}

const root = join(import.meta.dirname, '../../..');
const peer = (name: string) => join(root, 'bench/peers', `${name}.mjs`);
const built = (name: string) => join(root, 'dist', `${name}.js`);

const STORE_KEY = randomBytes(32).toString('base64');

const ourEnv: Case['env'] = ({ port, sinkPort, redisUrl }) => ({
  ...WHATSAPP,
  PORT: String(port),
  REDIS_URL: redisUrl,
  STORE_KEY,
  WHATSAPP_GRAPH_URL: `http://127.0.0.1:${sinkPort}/v23.0`,
  LOG_LEVEL: 'warn',
});

const peerEnv: Case['env'] = ({ port, redisUrl }) => ({ PORT: String(port), REDIS_URL: redisUrl });

/** (c) is what the others are compared with. */
export const CASES: readonly Case[] = [
  { name: 'a', about: 'botbuilder echo on restify, by connector', file: peer('echo'), env: peerEnv, talk: withEcho },
  {
    name: 'c',
    about: 'botbuilder-dialogs waterfall, Redis storage, by connector',
    file: peer('waterfall'),
    env: peerEnv,
    talk: withWaterfall,
  },
  {
    name: 'whatsapp',
    about: 'ours over WhatsApp, everything on',
    file: built('src/index'),
    env: ourEnv,
    talk: overWhatsApp,
  },
  {
    name: 'no-understanding',
    about: 'the same without understanding',
    file: built('bench/turns/withoutUnderstanding'),
    env: ourEnv,
    talk: overWhatsApp,
  },
  { name: 'directline', about: 'ours over Direct Line', file: built('src/index'), env: ourEnv, talk: overDirectLine },
  {
    name: 'floor',
    about: 'signature and two store round trips, constant reply',
    file: built('bench/turns/floor'),
    env: (at) => ({ ...ourEnv(at) }),
    talk: withFloor,
  },
];
