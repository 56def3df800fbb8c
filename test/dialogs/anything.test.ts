import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { advance } from '../../dialogs/advance.js';
import type { Input } from '../../dialogs/input.js';
import { MAX_DEPTH, MAX_HISTORY } from '../../dialogs/limits.js';
import { questionOf } from '../../dialogs/question.js';
import { newSession, type Session } from '../../dialogs/session.js';
import { COMMANDS, DANGERS, LANGUAGES, MEDIA, NEEDS, REGIONS } from '../../dialogs/terms.js';
import { SMALL } from './small.js';

const MAX_EFFECTS = 60;
const START = Date.UTC(2026, 0, 5);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const answer = fc.oneof(
  fc.constantFrom('yes', 'no', 'rent', 'residence', 'done', 'more', 'topics', 'person', 'none', '2', 'fr'),
  fc.constantFrom(...NEEDS, ...REGIONS),
  fc.constantFrom('__proto__', 'constructor', ''),
);

const meaning = fc.record({
  danger: fc.oneof({ weight: 8, arbitrary: fc.constant('none' as const) }, fc.constantFrom(...DANGERS)),
  sure: fc.boolean(),
  needs: fc.uniqueArray(fc.constantFrom(...NEEDS), { maxLength: 3 }),
  needSure: fc.boolean(),
  because: fc.constant([]),
  language: maybe(fc.constantFrom(...LANGUAGES)),
  kind: rarely(fc.constantFrom('rent', 'family', '__proto__')),
  place: maybe(fc.record({ region: fc.constantFrom(...REGIONS) })),
  command: rarely(fc.constantFrom(...COMMANDS)),
  restart: rarely(fc.constantFrom('back' as const, 'menu' as const)),
  safeWord: rarely(fc.boolean()),
  minor: rarely(fc.boolean()),
  forOther: rarely(fc.boolean()),
  supporter: rarely(fc.boolean()),
  greeting: maybe(fc.boolean()),
});

const message = fc.record({
  type: fc.constant('message' as const),
  medium: fc.oneof({ weight: 5, arbitrary: fc.constant('choice' as const) }, fc.constantFrom(...MEDIA)),
  meaning: fc.oneof(
    fc.constant({ danger: 'none' as const, sure: true, needs: [], needSure: false, because: [] }),
    meaning,
  ),
  answer: maybe(answer),
});
const found = fc.record({
  type: fc.constant('found' as const),
  services: fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 }),
  nationalOnly: fc.boolean(),
});
const presence = fc.record({
  type: fc.constant('presence' as const),
  lines: fc.constant(['line']),
  coordinator: maybe(fc.constant('here')),
  refused: maybe(fc.boolean()),
});
const input = fc.oneof({ weight: 6, arbitrary: message }, found, presence);
const conversation = fc.array(fc.tuple(input, fc.integer({ min: 0, max: 90 })), { maxLength: 25 });

/** Plays a conversation. @param seen is called after every turn */
function play(
  turns: [object, number][],
  seen: (before: Session, input: Input, after: ReturnType<typeof advance>) => void,
) {
  let session = newSession('path');
  let at = START;
  for (const [body, minutes] of turns) {
    at += minutes * 60_000;
    const sent = { ...body, at } as Input;
    const after = advance(SMALL, session, sent);
    seen(session, sent, after);
    session = after.session;
  }
}

/** A question is on screen, a look-up is waited for, or the conversation rests or is closed. */
function isSettled(session: Session): boolean {
  if (!session.at || session.closed) return true;
  const type = SMALL.get(session.at.flow, session.at.version)?.flow.steps[session.at.step]?.type;
  return questionOf(SMALL, session) !== undefined || type === 'find' || type === 'handoff';
}

describe('whatever is sent', () => {
  test('the conversation settles, and everything stays bounded', () => {
    fc.assert(
      fc.property(conversation, (turns) =>
        play(turns, (_before, _input, { session, effects }) => {
          expect(isSettled(session)).toBe(true);
          expect(effects.length).toBeLessThan(MAX_EFFECTS);
          expect(session.callers.length).toBeLessThanOrEqual(MAX_DEPTH);
          expect(session.history.length).toBeLessThanOrEqual(MAX_HISTORY);
        }),
      ),
    );
  });

  test('a session that was written out and read back gives the same', () => {
    fc.assert(
      fc.property(conversation, (turns) =>
        play(turns, (before, sent, after) => {
          const again = advance(SMALL, JSON.parse(JSON.stringify(before)), sent);
          expect(JSON.stringify(again)).toBe(JSON.stringify(after));
        }),
      ),
    );
  });

  test('the session that was given is not changed', () => {
    fc.assert(
      fc.property(conversation, (turns) =>
        play(turns, (before, sent) => {
          const kept = JSON.stringify(before);
          advance(SMALL, before, sent);
          expect(JSON.stringify(before)).toBe(kept);
        }),
      ),
    );
  });

  test('danger is heard in the same turn, in every state', () => {
    fc.assert(
      fc.property(conversation, (turns) =>
        play(turns, (_before, sent, { effects }) => {
          const heard = sent.type === 'message' && sent.meaning.danger !== 'none';
          if (!heard || sent.medium === 'reaction' || sent.meaning.safeWord) return;
          expect(effects).toContainEqual(
            expect.objectContaining({ record: expect.objectContaining({ type: 'dangerSeen' }) }),
          );
        }),
      ),
    );
  });

  test('every message but a reaction gets a word or a question, or is a way out without words', () => {
    fc.assert(
      fc.property(conversation, (turns) =>
        play(turns, (_before, sent, { effects, session }) => {
          if (sent.type !== 'message' || sent.medium === 'reaction') return;
          const answered = effects.some(({ type }) => ['say', 'ask', 'find', 'handoff'].includes(type));
          expect(answered || session.closed !== undefined || !session.at).toBe(true);
        }),
      ),
    );
  });
});
