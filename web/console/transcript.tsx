import { useEffect, useRef } from 'preact/hooks';
import type { Line } from '../../src/handoff/contract.js';
import { dayAndTime, visible } from './format.js';
import { useSay } from './texts.js';

/** One line; what she wrote is a text node and nothing else, so links and markup stay letters. */
function TranscriptLine({ line }: { line: Line }) {
  const say = useSay();
  const state = line.state && line.state !== 'sent' ? say(`state.${line.state}`) : undefined;
  return (
    <li class={line.from}>
      <span class="who">
        {say(`from.${line.from}`)} · {dayAndTime(say, line.at)}
        {state && <strong> · {state}</strong>}
      </span>
      <span class="text" dir="auto">
        {line.text ? visible(line.text) : <em>{say('medium.other', { medium: line.medium ?? '' })}</em>}
      </span>
    </li>
  );
}

/** All that was said, oldest first; stays at the end as lines come. */
export function Transcript({ lines }: { lines: Line[] }) {
  const say = useSay();
  const list = useRef<HTMLDivElement>(null);
  const last = lines.at(-1)?.number;
  useEffect(() => list.current?.scrollTo({ top: list.current.scrollHeight }), [last]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
    <div class="transcript" ref={list} role="log" aria-label={say('case.transcript')} tabIndex={0}>
      <ol>
        {lines.map((line) => (
          <TranscriptLine key={line.number} line={line} />
        ))}
      </ol>
    </div>
  );
}
