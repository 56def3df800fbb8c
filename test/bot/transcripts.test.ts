import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { LANGUAGES, type Language } from '../../dialogs/terms.js';
import type { Parts } from '../../src/app.js';
import { replay } from '../../src/cli/replay.js';
import { projectRoot } from '../../src/parts.js';
import { bubbleOf, FILES, type Played, partsOfTests, play } from '../support/transcripts.js';

const MESSAGE_LIMIT = 4_096;
const DANGER_LIMIT = 600;
const PREVIEW = 40;
/** All conversations are held before the first is looked at: minutes on a machine that does much else. */
const ALL_PLAYED_MS = 300_000;

let parts: Parts;
let played: Played[];

beforeAll(async () => {
  parts = await partsOfTests();
  played = [];
  for (const file of FILES) played.push(await play(file, parts));
}, ALL_PLAYED_MS);

describe('a transcript is what the bot says today', () => {
  test.each(FILES)('$name', ({ name }) => {
    const one = played.find((each) => each.name === name);
    expect(one?.turns.flatMap(({ report }) => report.replies.map(bubbleOf))).toEqual(one?.expected);
  });

  test('and `rumbo replay` shows the first place where it is not', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'chat-')), 'other.chat');
    writeFileSync(file, 'clock=2026-01-15T10:00:00Z\nchannel=webchat\n\nuser: hola\nbot: Buenos días.\n');
    expect((await replay(file, parts)).difference).toMatchObject({ line: 5, expected: 'bot: Buenos días.' });
  });
});

const flows = readdirSync(join(projectRoot, 'flows')).flatMap((file) => /^(.+)\.yaml$/.exec(file)?.[1] ?? []);

/** Every text of a flow, as it reads in a language. */
function textsOf(flow: string, language: Language): Set<string> {
  const file = readFileSync(join(projectRoot, 'locales', language, `${flow}.json`), 'utf8');
  const steps = JSON.parse(file) as Record<string, Record<string, unknown>>;
  const keys = Object.entries(steps).flatMap(([step, texts]) =>
    Object.keys(texts)
      .filter((suffix) => suffix !== 'choices')
      .map((suffix) => `${flow}:${step}.${suffix}`),
  );
  return new Set(keys.flatMap((key) => parts.locale.text(language, key) ?? []));
}

interface Said {
  name: string;
  line: number;
  text: string;
  language: Language | undefined;
  service: string | undefined;
}

/** Everything that the bot said in all transcripts. */
function said(): Said[] {
  return played.flatMap(({ name, turns }) =>
    turns.flatMap(({ line, report }) =>
      report.replies.map(({ text = '', channelData }) => ({
        name,
        line,
        text,
        language: report.session.language,
        service: (channelData as { service?: string } | undefined)?.service,
      })),
    ),
  );
}

describe('what the transcripts show', () => {
  // A number changes by an event of the platform: test/channels/whatsapp/identify.test.ts.
  test.each(flows.filter((flow) => flow !== 'same-person'))('the flow %s is entered by at least one', (flow) => {
    const texts = new Set(LANGUAGES.flatMap((language) => [...textsOf(flow, language)]));
    expect(said().some(({ text }) => texts.has(text))).toBe(true);
  });

  const shown: [string, (one: Played['turns'][number]['report']) => boolean][] = [
    ['danger', ({ session }) => session.danger !== 'none'],
    ['a person asked for', ({ command }) => command === 'human'],
    ['an erasure', ({ erased }) => erased],
    ['a change of language', ({ command, session }) => command === 'language' || session.at?.flow === 'language'],
    ['stop or a safe word', ({ session }) => session.closed === 'stop' || session.closed === 'safe-word'],
    ['a need that reaches services', ({ services, session }) => services.length > 0 && session.needs.length > 0],
  ];
  const cases = LANGUAGES.flatMap((language) => shown.map(([what, shows]) => ({ language, what, shows })));
  test.each(cases)('in $language: $what', ({ language, shows }) => {
    const own = played.filter((one) => one.language === language);
    expect(own.some(({ turns }) => turns.some(({ report }) => shows(report)))).toBe(true);
  });
});

describe('whatever the bot says', () => {
  test('fits into one message', () => {
    expect(said().filter(({ text }) => text.length > MESSAGE_LIMIT)).toEqual([]);
  });

  test('is in the language of the conversation', () => {
    const own = new Map(LANGUAGES.map((one) => [one, new Set(flows.flatMap((flow) => [...textsOf(flow, one)]))]));
    const foreign = said().filter(
      ({ text, language = 'es' }) =>
        !own.get(language)?.has(text) && LANGUAGES.some((other) => own.get(other)?.has(text)),
    );
    expect(foreign).toEqual([]);
  });

  test('never leaves a placeholder unfilled or a key instead of its words', () => {
    expect(said().filter(({ text }) => /\{\{|\}\}|^[\w-]+:[\w.-]+$/.test(text) || text === '')).toEqual([]);
  });

  test('a message of hers is never left without an answer, but after a reaction or thanks upon thanks', () => {
    const silent = played.flatMap(({ name, turns }) =>
      turns
        .filter(({ report: { replies, session } }) => replies.length === 0 && !(session.thanked && !session.at))
        .map(({ line }) => `${name}:${line}`),
    );
    expect(silent).toEqual([]);
  });

  test('danger blocks are short and begin with 112', () => {
    for (const language of LANGUAGES)
      for (const key of ['danger:start.text', 'crisis:start.text']) {
        const block = parts.locale.text(language, key) ?? '';
        expect(block.length).toBeLessThanOrEqual(DANGER_LIMIT);
        expect(block.slice(0, PREVIEW)).toContain('112');
      }
  });

  test('a danger block is said at most once in a turn, and first', () => {
    const blocks = new Set(
      LANGUAGES.flatMap((language) =>
        ['danger:start.text', 'crisis:start.text'].map((key) => parts.locale.text(language, key)),
      ),
    );
    const late = played.flatMap(({ name, turns }) =>
      turns
        .filter(({ report }) => report.replies.findLastIndex(({ text }) => blocks.has(text)) > 0)
        .map(({ line }) => `${name}:${line}`),
    );
    expect(late).toEqual([]);
  });
});

describe('the first bubble', () => {
  const TELLING = /violen|gewel|mujer|mulher|femme|vrouw|women|refug|abrig|shelter|opvang|peligr|perig|danger|gevaar/i;

  test.each(LANGUAGES)('in %s is neutral on a locked screen, and names 112 in its second sentence', (language) => {
    const first = parts.locale.text(language, 'orientation:safe.text') ?? '';
    expect(first.slice(0, PREVIEW)).not.toMatch(TELLING);
    expect(first.split(/(?<=[.!?])\s+/)[1]).toContain('112');
  });

  test('of every conversation that asks for nothing at once is that one, or the helper’s', () => {
    const asking = ({ turns }: Played) => turns[0]?.report.session.at?.step === 'safe' && !turns[0].report.command;
    const greeted = played.filter(asking).map(({ name, language, turns }) => {
      const first = ['orientation:safe.text', 'for-other:safe.text'].map((key) => parts.locale.text(language, key));
      return { name, greeted: first.includes(turns[0]?.report.replies[0]?.text) };
    });
    expect(greeted.filter((one) => !one.greeted)).toEqual([]);
  });
});

describe('after a safe word nothing shows that she wrote before', () => {
  test('the next greeting is answered as the first one was, and nothing is known of her', () => {
    const withTrace = played.filter(({ turns }) => {
      const left = turns.findIndex(({ report }) => report.session.closed === 'safe-word');
      const next = left < 0 ? undefined : turns[left + 1]?.report;
      return next !== undefined && (next.session.needs.length > 0 || next.session.danger !== 'none');
    });
    expect(withTrace.map(({ name }) => name)).toEqual([]);
  });
});
