import type { IForbiddenRuleType } from 'dependency-cruiser';

/** Which room may import which, besides itself and the closed lists of the domain. Types only do not count. */
const ROOMS: Record<string, string[]> = {
  dialogs: [],
  'src/sealing': ['src/errors'],
  'src/store': ['src/errors', 'src/sealing'],
  'src/locale': ['src/errors'],
  'src/content': ['src/errors', 'src/locale', 'dialogs'],
  'src/directory': ['src/errors', 'src/store'],
  'src/understanding': ['src/errors'],
  'src/channels': ['src/errors'],
  'src/delivery': ['src/errors', 'src/store'],
  'src/privacy': ['src/store', 'src/delivery'],
  'src/media': ['src/errors', 'src/store'],
  'src/handoff': ['src/errors', 'src/meter', 'src/store', 'src/delivery'],
  'src/bot': [
    'src/errors',
    'src/store',
    'src/delivery',
    'src/directory',
    'src/handoff',
    'src/locale',
    'src/privacy',
    'src/understanding',
    'dialogs',
  ],
  'src/console': ['src/errors', 'src/handoff', 'src/store', 'src/sealing', 'src/directory', 'src/media'],
  'src/config': ['src/errors'],
};

const rooms: IForbiddenRuleType[] = Object.entries(ROOMS).map(([room, allowed]) => ({
  name: `${room} keeps to its neighbours`,
  severity: 'error',
  from: { path: `^${room}/` },
  to: {
    path: '^(src|dialogs|web)/',
    pathNot: [
      `^${room}/`,
      '^dialogs/(terms|meaning)\\.ts$',
      '^src/(points|parsed|recent)\\.ts$',
      ...allowed.map((name) => `^${name}`),
    ],
    dependencyTypesNot: ['type-only'],
  },
}));

/** Packages that one room alone may know, so that a later move is one folder's work. */
const OWNERS: Record<string, string> = {
  botbuilder: '^src/(bot|channels)/',
  'botbuilder-core': '^src/(bot|channels)/',
  '@redis/client': '^src/store/',
  lmdb: '^src/store/',
  restify: '^src/(channels|server|console)/',
  xstate: '^dialogs/',
  i18next: '^src/locale/',
  opening_hours: '^src/directory/',
  preact: '^web/',
  'prom-client': '^src/server/',
};

const packages: IForbiddenRuleType[] = Object.entries(OWNERS).map(([name, owner]) => ({
  name: `only its owner imports ${name}`,
  severity: 'error',
  from: { path: '^(src|dialogs|web)/', pathNot: owner },
  to: { path: `node_modules/${name}/`, dependencyTypesNot: ['type-only'] },
}));

export const forbidden: IForbiddenRuleType[] = [
  ...rooms,
  ...packages,
  {
    name: 'no cycles',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'the core is pure: xstate, zod and itself',
    severity: 'error',
    from: { path: '^dialogs/' },
    to: { pathNot: ['^dialogs/', 'node_modules/(xstate|zod)/'] },
  },
  {
    name: 'channels are given accept and know nothing of the bot',
    severity: 'error',
    from: { path: '^src/channels/' },
    to: { path: '^src/bot/' },
  },
  {
    name: 'a channel knows no other channel, only what all share',
    severity: 'error',
    from: { path: '^src/channels/(?!graph/)([^/]+)/' },
    to: { path: '^src/channels/[^/]+/', pathNot: ['^src/channels/$1/', '^src/channels/http/'] },
  },
];
