import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { advance } from '../../dialogs/advance.js';
import type { Effect } from '../../dialogs/effect.js';
import type { Input } from '../../dialogs/input.js';
import { telling } from '../../dialogs/inspect/telling.js';
import { NOTHING } from '../../dialogs/meaning.js';
import { questionOf } from '../../dialogs/question.js';
import { newSession, type Session } from '../../dialogs/session.js';
import { COMMANDS, DANGERS, LANGUAGES, MEDIA, NEEDS, REQUESTS } from '../../dialogs/terms.js';
import type { Parts } from '../../src/app.js';
import { render } from '../../src/bot/render.js';
import { coordinator } from '../support/coordinators.js';
import { type Keeping, keep } from '../support/keeping.js';
import { MINUTE, openService } from '../support/serviceHouse.js';
import { partsOfTests } from '../support/transcripts.js';

const START = Date.UTC(2026, 0, 15, 10);
const NO_SOUNDS = { has: () => false, url: () => undefined };
const OWN = { hide: 'cinnamon', back: 'umbrella' };

let parts: Parts;
beforeAll(async () => {
  parts = await partsOfTests();
});

/** One step of a conversation: which of the choices on screen she takes, or what she says of her own. */
const step = fc.record({
  choice: fc.nat(11),
  says: fc.option(
    fc.record({
      danger: fc.constantFrom(...DANGERS),
      sure: fc.boolean(),
      needs: fc.constantFrom([], ...NEEDS.map((need) => [need])),
      needSure: fc.boolean(),
      command: fc.option(fc.constantFrom(...COMMANDS), { nil: undefined }),
      request: fc.option(fc.constantFrom(...REQUESTS), { nil: undefined }),
      safeWord: fc.boolean(),
    }),
    { nil: undefined, freq: 3 },
  ),
  medium: fc.constantFrom(...MEDIA),
  minutes: fc.nat(90),
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Answers whatever the core asks of the shell, as a service with somebody on duty and a full directory would. */
function played(session: Session, input: Input, effects: Effect[] = [], round = 0): [Session, Effect[]] {
  const turn = advance(parts.flows, session, input);
  const all = [...effects, ...turn.effects];
  const asked = turn.effects.find(({ type }) => type === 'find' || type === 'handoff');
  if (!asked || round > 5) return [turn.session, all];
  const answer: Input =
    asked.type === 'find'
      ? { type: 'found', at: input.at, services: ['112-ambulance-fire'], nationalOnly: false }
      : { type: 'presence', at: input.at, coordinator: 'Team', lines: ['112-ambulance-fire'] };
  return played(turn.session, answer, all, round + 1);
}

function inputOf(session: Session, { choice, says, medium }: Step, at: number): Input {
  const choices = questionOf(parts.flows, session)?.choices ?? [];
  const answer = says ? undefined : choices[choice % Math.max(choices.length, 1)]?.value;
  return { type: 'message', at, medium: says ? medium : 'choice', meaning: { ...NOTHING, ...says }, answer };
}

test('from every state, whatever is written after her word, nothing that is said tells what the chat is about', () => {
  const steps = fc.array(step, { maxLength: 12 });
  const language = fc.constantFrom(...LANGUAGES);
  fc.assert(
    fc.property(steps, steps, language, fc.boolean(), (before, after, spoken, audio) => {
      let at = START;
      let session: Session = { ...newSession('path'), language: spoken, own: OWN, ...(audio && { audio }) };
      for (const one of before) {
        at += one.minutes * MINUTE;
        [session] = played(session, inputOf(session, one, at));
        session.own = OWN;
      }
      const hide: Input = { type: 'message', at, medium: 'text', meaning: NOTHING, said: OWN.hide };
      const turns: [Session, Effect[]][] = [played(session, hide)];
      for (const one of after) {
        at += one.minutes * MINUTE;
        turns.push(played(turns.at(-1)?.[0] ?? session, inputOf(turns.at(-1)?.[0] ?? session, one, at)));
        if (turns.at(-1)?.[1].some(({ type }) => type === 'erase')) break;
      }
      for (const [{ language = 'es' }, effects] of turns)
        for (const { text, suggestedActions, channelData } of said(effects, language, at)) {
          expect(telling(text ?? '')).toBeUndefined();
          expect(suggestedActions).toBeUndefined();
          expect(channelData).toBeUndefined();
        }
    }),
    { numRuns: 100 },
  );
});

const said = (effects: Effect[], language: (typeof LANGUAGES)[number], at: number) => {
  const whose = { channel: 'webchat', session: newSession('p'), personAsked: false };
  const deps = { ...parts, sounds: NO_SOUNDS, day: String };
  return render(effects, { language, at, offers: new Map(), ...whose }, deps);
};

test('no line of the face names a service, in any language', () => {
  const services = ['casa', 'vrouw', '1712', '107'];
  for (const language of LANGUAGES)
    for (const line of ['first', 'second', 'third', 'fourth', 'number', 'erased']) {
      const text = parts.locale.text(language, `face:${line}.text`) ?? '';
      expect(text).not.toBe('');
      expect(telling(text)).toBeUndefined();
      for (const name of services) expect(text.toLowerCase()).not.toContain(name);
    }
});

const HELLO = { es: 'hola', pt: 'olá', fr: 'bonjour', nl: 'hallo', en: 'hello' } as const;
const OWNERS = ['bot', 'waiting', 'coordinator', 'killed'] as const;
/** Every owner on every channel, each in another language. */
const CASES = OWNERS.flatMap((owner, one) =>
  (['whatsapp', 'webchat'] as const).map(
    (channel, other) => [owner, channel, LANGUAGES[(2 * one + other) % LANGUAGES.length] ?? 'es'] as const,
  ),
);

test.each(CASES)('held by %s, on %s, in %s: only harmless lines after her word', async (owner, channel, language) => {
  const house: Keeping = await keep();
  const service = await openService(house, { channel });
  for (const text of [HELLO[language], '1', 'palabra secreta', 'zonnebloem', 'pain perdu']) await service.say(text);
  if (owner !== 'bot') await service.say('persona');
  if (owner === 'coordinator') await service.app.desk.claim(service.ref.id, coordinator);
  if (owner === 'killed') await service.app.desk.setKillSwitch(true, coordinator);
  const before = (await service.app.conversations.transcript(service.ref))?.length ?? 0;
  for (const text of ['Zonnebloem', 'menú', 'mi marido me pega', 'stop', '🍋', 'persona', 'x']) await service.say(text);
  await service.pass(25 * 60 * MINUTE);
  const lines = (await service.app.conversations.transcript(service.ref, before)) ?? [];
  const told = lines.filter(({ from, activity }) => from !== 'person' && activity.type === 'message');
  expect(told).toHaveLength(7);
  expect(told.map(({ activity }) => telling(activity.text ?? ''))).toEqual(told.map(() => undefined));
  expect(service.errors).toEqual([]);
  await house.end();
});
