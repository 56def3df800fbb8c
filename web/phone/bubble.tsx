import { useState } from 'preact/hooks';
import { buttonsOf, type Choice, fileOf, type Line, type Message, rowsOf, textOf } from './message.js';
import { Sheet } from './sheet.js';

const TICKS = {
  sent: ['✓', 'sent'],
  delivered: ['✓✓', 'delivered'],
  read: ['✓✓', 'read'],
  failed: ['!', 'failed'],
} as const;

interface BubbleProps {
  line: Line;
  onChoice: (choice: Choice) => void;
  onMore: () => void;
}

export function Bubble({ line, onChoice, onMore }: BubbleProps) {
  const { from, message, deleted } = line;
  const isHers = from === 'person';
  if (message.type === 'system') return <li class="note">{textOf(line)}</li>;
  return (
    <li class={from}>
      <span class="unseen">{isHers ? 'You: ' : 'Service: '}</span>
      {deleted ? <em>Deleted</em> : <Content line={line} />}
      {line.reaction && <span class="reaction">{line.reaction}</span>}
      <Foot line={line} onMore={onMore} />
      {!isHers && <Choices message={message} onChoice={onChoice} />}
    </li>
  );
}

function Content({ line }: { line: Line }) {
  const file = fileOf(line.message);
  return (
    <>
      {file && <File {...file} />}
      <span class="words">{textOf(line)}</span>
    </>
  );
}

function File({ kind, address }: { kind: 'audio' | 'image' | 'video' | 'file'; address: string }) {
  // biome-ignore lint/a11y/useMediaCaption: what somebody recorded just now has no captions
  if (kind === 'audio') return <audio controls src={address} aria-label="Recording" />;
  // biome-ignore lint/a11y/useMediaCaption: what somebody recorded just now has no captions
  if (kind === 'video') return <video controls src={address} aria-label="Film" />;
  if (kind === 'image') return <img src={address} alt="What was sent" />;
  return <a href={address}>File</a>;
}

function Foot({ line, onMore }: { line: Line; onMore: () => void }) {
  const { at, status, from, edited, code, deleted } = line;
  const shows = status && (from === 'person' || status === 'failed');
  const [sign, word] = TICKS[status ?? 'sent'];
  const time = new Date(at);
  return (
    <span class="foot">
      {edited !== undefined && 'edited '}
      <time dateTime={time.toISOString()}>{time.toTimeString().slice(0, 5)}</time>{' '}
      {shows && (
        <span class={`tick ${word}`} role="img" aria-label={code === undefined ? word : `${word}, code ${code}`}>
          {sign}
        </span>
      )}
      {!deleted && (
        <button type="button" class="more" aria-label="React, edit or delete" onClick={onMore}>
          ⋯
        </button>
      )}
    </span>
  );
}

function Choices({ message, onChoice }: { message: Message; onChoice: (choice: Choice) => void }) {
  const [isOpen, setOpen] = useState(false);
  const rows = rowsOf(message);
  const title = message.interactive?.action?.button ?? '';
  const choose = (choice: Choice) => {
    setOpen(false);
    onChoice(choice);
  };
  return (
    <>
      {buttonsOf(message).map((choice) => (
        <button key={choice.id} type="button" class="choice" onClick={() => choose(choice)}>
          {choice.title}
        </button>
      ))}
      {rows.length > 0 && (
        <button type="button" class="choice" aria-haspopup="dialog" onClick={() => setOpen(true)}>
          ☰ {title}
        </button>
      )}
      {isOpen && (
        <Sheet title={title} onClose={() => setOpen(false)}>
          {rows.map((row) => (
            <button key={row.id} type="button" class="row" onClick={() => choose(row)}>
              {row.title}
            </button>
          ))}
        </Sheet>
      )}
    </>
  );
}
