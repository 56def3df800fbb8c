import { Readable } from 'node:stream';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { NEEDS } from '../../dialogs/terms.js';
import type { Parts } from '../../src/app.js';
import { converse } from '../../src/cli/converse.js';
import { partsOfTests } from '../support/transcripts.js';

interface Told {
  replies: { text: string; choices: { title: string; slot: string; value: string }[] }[];
  session: Record<string, unknown>;
  error?: string;
}

const AT = Date.UTC(2026, 0, 15, 10);
let parts: Parts;

beforeAll(async () => {
  parts = await partsOfTests();
});

/** Gives these lines to the program and reads what it answers. */
async function told(...lines: (object | string)[]): Promise<Told[]> {
  const out: Told[] = [];
  const input = Readable.from(lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`));
  await converse({ parts, channel: 'whatsapp', at: AT, input, write: (line) => out.push(JSON.parse(line)) });
  return out;
}

const text = (words: string, more: object = {}) => ({ type: 'text', text: words, ...more });
const choice = (slot: string, value: string) => ({ type: 'choice', slot, value });
const slots = ({ replies }: Told | { replies: Told['replies'] }) => [
  ...new Set(replies.flatMap(({ choices }) => choices.map(({ slot }) => slot))),
];
const lastOf = (lines: Told[]): Told => lines.at(-1) ?? { replies: [], session: {} };

describe('each line in is one line out', () => {
  test('texts and choices', async () => {
    const out = await told(text('hola'), choice('safe', 'yes'), text('trabajo'));
    expect(out.map(slots)).toEqual([['safe'], ['need'], ['kind']]);
  });

  test('every kind of message is answered', async () => {
    const kinds = ['audio', 'image', 'sticker', 'video', 'document', 'contact'].map((type) => ({ type }));
    const out = await told(text('hola'), ...kinds);
    expect(out.map(({ replies }) => replies.length > 0)).toEqual(Array(7).fill(true));
  });

  test('a location in Belgium is her place', async () => {
    const out = await told(text('hola'), { type: 'location', latitude: 50.63, longitude: 5.57 });
    expect(lastOf(out).session['region']).toBe('wallonia');
  });

  test('a pause moves the clock and answers nothing', async () => {
    const out = await told(text('hola'), choice('safe', 'yes'), { type: 'pause', hours: 1 }, text('trabajo'));
    expect(out.map(slots)).toEqual([['safe'], ['need'], [], ['safe']]);
  });

  const bad = ['{', '[]', '"hola"', '{}', '{"type":"text"}', '{"type":"dance"}', '{"type":"pause","hours":-1}'];
  test.each(bad)('a bad line (%s) is answered with an error, and it goes on', async (line) => {
    const out = await told(line, text('hola'));
    expect(out).toHaveLength(2);
    expect(typeof out[0]?.error).toBe('string');
    expect(slots(lastOf(out))).toEqual(['safe']);
  });
});

describe('a burst', () => {
  const burst = { burst: true };

  test('is one line out for each, and the question is put once, after the last', async () => {
    const out = await told(text('hola'), text('vivo en Gante', burst), text('busco trabajo', burst), text('si', burst));
    expect(out).toHaveLength(4);
    expect(out.slice(0, -1).map(({ replies }) => replies.filter(({ choices }) => choices.length > 0))).toEqual([
      [],
      [],
      [],
    ]);
    expect(lastOf(out).replies.at(-1)?.choices.length).toBeGreaterThan(0);
  });

  test('with danger in its middle answers danger', async () => {
    const out = await told(
      text('hola'),
      text('mi marido me esta pegando ahora', burst),
      text('ayuda por favor', burst),
    );
    const words = out.flatMap(({ replies }) => replies.map((reply) => reply.text)).join('\n');
    expect(words).toContain('101');
    expect(lastOf(out).session).toMatchObject({ danger: 'immediate', handoff: true });
  });
});

describe('a choice', () => {
  test('that is not on the screen counts as its value in words', async () => {
    const out = await told(text('hello'), choice('need', 'housing'), text('yes'));
    expect(out.map(slots)).toEqual([['safe'], ['safe'], ['kind']]);
    expect(lastOf(out).session['needs']).toEqual(['housing']);
  });

  test('that nobody ever offered is not understood, and nothing breaks', async () => {
    const out = await told(text('hello'), choice('__proto__', 'constructor'));
    expect(slots(lastOf(out))).toEqual(['safe']);
  });
});

describe('the session that is told', () => {
  test('after an erasure is empty', async () => {
    const out = await told(text('hola, vivo en Gante'), text('borrar'), text('si'));
    expect(lastOf(out).session).toEqual({
      language: null,
      region: null,
      needs: [],
      danger: null,
      command: null,
      handoff: null,
      services: [],
      erased: true,
    });
  });

  test('shows danger while she is only asked gently, and keeps it after her "no"', async () => {
    const out = await told(text('hola'), text('ya no puedo mas'), text('no'));
    expect(out.map(({ session }) => session['danger'])).toEqual(['none', 'suicide', 'suicide']);
    expect(lastOf(out).session['handoff']).toBe(false);
  });

  const commands: [string, string][] = [
    ['persona', 'human'],
    ['borrar', 'erase'],
    ['menu', 'restart'],
    ['atras', 'restart'],
    ['idioma', 'language'],
    ['ayuda', 'help'],
    ['parar', 'stop'],
  ];
  test.each(commands)('"%s" is the command %s', async (words, command) => {
    const out = await told(text('hola'), choice('safe', 'yes'), text(words));
    expect(out.map(({ session }) => session['command'])).toEqual([null, null, command]);
  });
});

describe('from "hola" to the first services', () => {
  test.each(NEEDS)('%s: in at most four answers', async (need) => {
    const taps = [choice('safe', 'yes'), choice('need', need)];
    const [third] = slots(lastOf(await told(text('hola'), ...taps)));
    const kind =
      lastOf(await told(text('hola'), ...taps))
        .replies.at(-1)
        ?.choices.at(-1)?.value ?? '';
    const out = await told(text('hola'), ...taps, choice(third ?? '', kind), choice('place', 'flanders'));
    expect(lastOf(out).session['services']).not.toEqual([]);
  });

  test('for somebody else: in at most four answers', async () => {
    const out = await told(
      text('hola'),
      choice('safe', 'yes'),
      choice('need', 'for-other'),
      choice('need', 'work'),
      choice('place', 'wallonia'),
    );
    expect(lastOf(out).session['services']).not.toEqual([]);
  });
});

describe('after services', () => {
  const work = [text('hola, busco trabajo en Bruselas'), choice('safe', 'yes')];

  test('another place is looked for at once', async () => {
    const out = await told(
      text('hola'),
      choice('safe', 'yes'),
      choice('need', 'work'),
      choice('kind', 'job-search'),
      choice('place', 'brussels'),
      text('ahora vivo en Gante'),
    );
    expect(out.slice(-2).map(({ session }) => session['region'])).toEqual(['brussels', 'flanders']);
    expect(lastOf(out).session['services']).toContain('vdab');
  });

  test('"more" shows others, never the same again', async () => {
    const out = await told(...work, choice('choice', 'more'), choice('choice', 'more'));
    const shown = out.flatMap(({ session }) => session['services'] as string[]);
    expect(new Set(shown).size).toBe(shown.length);
  });
});

describe('not understood twice', () => {
  test('an answer in other words goes on from where that was', async () => {
    const start = [text('hola'), choice('safe', 'yes'), choice('need', 'health'), choice('kind', 'other')];
    const out = await told(...start, text('xyz xyz'), text('abc abc'), text('1000'));
    expect(out.slice(-2).map(slots)).toEqual([['choice'], ['choice']]);
    expect(lastOf(out).session['services']).not.toEqual([]);
  });
});

describe('a service of a neighbouring region', () => {
  test('is not said to be in hers', async () => {
    const taps = [choice('safe', 'yes'), choice('need', 'health'), choice('kind', 'no-papers')];
    const out = await told(text('hola'), ...taps, choice('place', 'german-speaking'));
    const namur = lastOf(out).replies.find(({ text: words }) => words.includes('Namur'));
    expect(namur?.text).toContain('está en otra región');
    expect(namur?.text).not.toContain('está en tu región');
  });
});

describe('danger', () => {
  test('of somebody else never asks the helper whether she wants to die', async () => {
    const out = await told(text('mi amiga me dijo que se quiere matar'));
    expect(slots(lastOf(out))).toEqual(['then']);
  });

  test('said long ago does not put police before the groups she asks for', async () => {
    const out = await told(
      text('mi marido me esta pegando ahora'),
      { type: 'pause', hours: 48 },
      text('hola'),
      choice('safe', 'yes'),
      choice('need', 'community'),
      choice('kind', 'groups'),
      choice('place', 'brussels'),
    );
    expect(lastOf(out).session['danger']).toBe('immediate');
    expect(lastOf(out).session['services']).not.toContain('101-police');
  });

  test('of a child brings the lines for children in the same turn', async () => {
    const out = await told(text('tengo 13 años y mi padre me esta pegando ahora'));
    expect(lastOf(out).replies.some(({ text: words }) => words.includes('116 000'))).toBe(true);
  });
});

describe('a person asked for with nothing said', () => {
  test('names lines that tell nothing on a screen that others may see', async () => {
    const [out] = await told(text('quiero hablar con alguien'));
    expect(out?.session['services']).not.toEqual([]);
    expect(out?.replies.filter(({ text: words }) => /violen|suicid|zelfmoord/i.test(words))).toEqual([]);
  });
});

describe('very long or strange text', () => {
  const long = 'palabra '.repeat(8_192);

  test('64 KB is answered', async () => {
    const out = await told(text('hola'), text(long));
    expect(lastOf(out).replies.length).toBeGreaterThan(0);
  });

  test('danger at the end of 64 KB is heard', async () => {
    const out = await told(text(`${long} mi marido me quiere matar, esta en la puerta`));
    expect(lastOf(out).session['danger']).toBe('immediate');
  });

  const strange = [
    '',
    '   ',
    '\u0000',
    '\u202e\u200b',
    '💥'.repeat(500),
    '<script>alert(1)</script>',
    '{{name}}',
    '%s %d',
  ];
  test.each(strange)('%j is answered', async (words) => {
    const out = await told(text('hola'), text(words));
    expect(lastOf(out).replies.length).toBeGreaterThan(0);
  });
});
