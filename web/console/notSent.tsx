import type { QueueAnswer } from '../../src/console/wire.js';
import { ask } from './api.js';
import { dayAndTime } from './format.js';
import { Problem } from './parts.js';
import { useSay } from './texts.js';
import { useAction } from './useAction.js';

type Unsent = QueueAnswer['notSent'][number];

/** Enough of a conversation's name to tell one from another. */
const SHORT = 4;

interface LetterProps {
  letter: Unsent;
  /** Undefined where no case is open, so that there is nothing to look at. */
  onChoose: (() => void) | undefined;
  onDone: () => void;
}

/** One message that did not leave: when, to whom, why, and what may be done. */
function Letter({ letter, onChoose, onDone }: LetterProps) {
  const say = useSay();
  const { busy, error, run } = useAction();
  const act = async (deed: 'again' | 'done') => {
    if (await run(() => ask(`not-sent/${letter.id}/${deed}`, { method: 'POST' }))) onDone();
  };
  const name = say('notSent.conversation', { name: letter.conversation.slice(0, SHORT) });
  return (
    <li>
      <span class="line soft">
        {onChoose ? (
          <button type="button" class="plain" onClick={onChoose}>
            {name}
          </button>
        ) : (
          <span>{name}</span>
        )}
        <span>{dayAndTime(say, letter.at)}</span>
      </span>
      <p>{say(`notSent.why.${letter.why}`)}</p>
      {error && <Problem code={error} />}
      <div class="row">
        {letter.sendable && (
          <button type="button" disabled={busy} onClick={() => void act('again')}>
            {say('notSent.again')}
          </button>
        )}
        <button type="button" disabled={busy} onClick={() => void act('done')}>
          {say('notSent.done')}
        </button>
      </div>
    </li>
  );
}

export interface NotSentProps {
  queue: QueueAnswer;
  onChoose: (id: string) => void;
  onChange: () => void;
}

/** Messages that could not be sent; nothing is shown where there are none. */
export function NotSent({ queue, onChoose, onChange }: NotSentProps) {
  const say = useSay();
  if (queue.notSent.length === 0) return null;
  const open = new Set(queue.cases.map(({ id }) => id));
  return (
    <details class="not-sent">
      <summary>{say('notSent.title', { count: queue.notSent.length })}</summary>
      <p class="soft">{say('notSent.about')}</p>
      <ul>
        {queue.notSent.map((letter) => (
          <Letter
            key={letter.id}
            letter={letter}
            onChoose={open.has(letter.conversation) ? () => onChoose(letter.conversation) : undefined}
            onDone={onChange}
          />
        ))}
      </ul>
    </details>
  );
}
