import { useEffect, useRef, useState } from 'preact/hooks';
import type { Line } from '../../src/handoff/contract.js';
import { randomId } from '../randomId.js';

/** Words as they are sent, and the id under which they leave once, however often they are sent. */
interface Reply {
  text: string;
  id: string;
}

/** Words begun and not sent yet; `tried`: those of which no answer came, kept until it is known that they left. */
interface Draft {
  text: string;
  tried?: Reply;
}

/** What was begun and not sent, by case. In memory only: nothing of it stays on the device. */
export type Drafts = Map<string, Draft>;

/** The words for one case. @param lines what was said there: what arrived although no answer came need not be sent again */
export function useDraft(id: string, drafts: Drafts, lines: readonly Line[]) {
  const [text, setText] = useState(drafts.get(id)?.text ?? '');
  const tried = useRef(drafts.get(id)?.tried);

  const write = (next: string) => {
    drafts.set(id, { text: next, ...(tried.current && { tried: tried.current }) });
    setText(next);
  };
  const clear = () => {
    tried.current = undefined;
    write('');
  };
  /** The same words, whatever was changed meanwhile and changed back, keep their id. */
  const begin = (): Reply => {
    const words = text.trim();
    const reply = tried.current?.text === words ? tried.current : { text: words, id: randomId() };
    tried.current = reply;
    write(text);
    return reply;
  };
  /** Other words, begun while these were under way, stay. */
  const done = () => {
    if (drafts.get(id)?.text === text) clear();
  };

  const arrived = tried.current?.text === text.trim() && lines.some(({ replyId }) => replyId === tried.current?.id);
  useEffect(() => {
    if (arrived) clear();
  }, [arrived]);
  return { text, write, begin, done };
}
