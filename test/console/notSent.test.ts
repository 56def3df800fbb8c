import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { CODE_CLASSES } from '../../src/delivery/codeClass.js';
import { INTERFACE_LANGUAGES, type InterfaceLanguage, sayIn } from '../../web/console/texts.js';
import { administratorOf, type RunningConsole, startConsole, Visitor } from '../support/consoleHouse.js';

const SHE = 'abcdefghijklmnopqrstuv';

let running: RunningConsole;
let coordinator: Visitor;
beforeEach(async () => {
  running = await startConsole();
  coordinator = await administratorOf(running);
});
afterEach(() => running.stop());

const listed = async () => (await coordinator.get('queue')).body.notSent;

describe('messages that could not be sent', () => {
  test('come with the queue, and are sent again or done with', async () => {
    const first = running.notSent.fail(SHE);
    const second = running.notSent.fail(SHE, { why: 'account' });
    expect(await listed()).toMatchObject([{ id: first }, { id: second, why: 'account' }]);
    expect((await coordinator.post(`not-sent/${first}/again`)).status).toBe(204);
    expect((await coordinator.post(`not-sent/${second}/done`)).status).toBe(204);
    expect([await listed(), running.notSent.sentAgain]).toEqual([[], [first]]);
    expect(await running.console.audit.firstBroken()).toBeUndefined();
  });

  test('are refused with a reason after 24 hours, and where there is none', async () => {
    const late = running.notSent.fail(SHE, { why: 'window' });
    expect(await coordinator.post(`not-sent/${late}/again`)).toMatchObject({ status: 409, code: 'window_closed' });
    for (const id of [`${SHE}.99`, 'nothing', '..%2F..%2Fetc'])
      expect(await coordinator.post(`not-sent/${id}/again`)).toMatchObject({ status: 404, code: 'not_found' });
  });

  test.each(['again', 'done'])('%s needs a login', async (deed) => {
    const id = running.notSent.fail(SHE);
    expect((await new Visitor(running.url).post(`not-sent/${id}/${deed}`)).status).toBe(401);
    expect(await listed()).toHaveLength(1);
  });

  test('are bounded in the answer', async () => {
    for (let number = 0; number < 60; number += 1) running.notSent.fail(SHE);
    expect(await listed()).toHaveLength(50);
  });
});

test.each(Object.keys(INTERFACE_LANGUAGES) as InterfaceLanguage[])('every reason is a sentence in %s', (language) => {
  const sentences = CODE_CLASSES.map((why) => sayIn(language).tag('notSent.why', why));
  for (const sentence of sentences) expect(sentence).toMatch(/^\p{Lu}.* .*\.$/u);
  expect(new Set(sentences).size).toBe(CODE_CLASSES.length);
});
