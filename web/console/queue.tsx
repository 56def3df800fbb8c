import type { CaseCard, QueueAnswer } from '../../src/console/wire.js';
import { languageName, stretch } from './format.js';
import { NotSent } from './notSent.js';
import { Urgency } from './parts.js';
import { type Say, useSay } from './texts.js';

/** Language, region and needs, in words. */
export function factsLine(say: Say, card: CaseCard): string {
  const region = card.region ? [say.tag('region', card.region)] : [];
  const needs = card.needs.map((need) => say.tag('need', need));
  return [languageName(say, card.language), ...region, ...needs].join(' · ');
}

/** How long she waits, or who has her. */
function holderLine(say: Say, card: CaseCard, me: string, now: number): string {
  if (card.state !== 'claimed') return say('queue.waiting', { time: stretch(say, now - card.openedAt) });
  return card.coordinator?.id === me ? say('queue.withMe') : say('queue.with', { name: card.coordinator?.name ?? '' });
}

interface ItemProps {
  card: CaseCard;
  me: string;
  now: number;
  chosen: boolean;
  onChoose: () => void;
}

function QueueItem({ card, me, now, chosen, onChoose }: ItemProps) {
  const say = useSay();
  return (
    <li>
      <button
        type="button"
        class={card.urgency === 'high' ? 'item high' : 'item'}
        aria-current={chosen}
        onClick={onChoose}
      >
        <span class="line">
          <Urgency high={card.urgency === 'high'} />
          <span class="soft">{holderLine(say, card, me, now)}</span>
        </span>
        <span class="line strong">{say.tag('reason', card.reason)}</span>
        <span class="line soft">
          <span>{factsLine(say, card)}</span>
          {card.unread > 0 && <span class="count">{say('queue.unread', { count: card.unread })}</span>}
        </span>
      </button>
    </li>
  );
}

export interface QueueProps {
  queue: QueueAnswer;
  now: number;
  chosen: string | undefined;
  onChoose: (id: string) => void;
  onChange: () => void;
}

/** Everybody who waits or is being answered, in the order the service gives: urgent first, then the longest wait. */
export function Queue({ queue, now, chosen, onChoose, onChange }: QueueProps) {
  const say = useSay();
  return (
    <section class="queue" aria-labelledby="queue-title">
      <h1 id="queue-title">{say('queue.title')}</h1>
      {queue.cases.length === 0 && <p class="soft">{say('queue.none')}</p>}
      <ul>
        {queue.cases.map((card) => (
          <QueueItem
            key={card.id}
            card={card}
            me={queue.me.id}
            now={now}
            chosen={card.id === chosen}
            onChoose={() => onChoose(card.id)}
          />
        ))}
      </ul>
      <NotSent queue={queue} onChoose={onChoose} onChange={onChange} />
    </section>
  );
}
