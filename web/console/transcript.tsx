import { useEffect, useRef } from 'preact/hooks';
import type { Line } from '../../src/handoff/contract.js';
import { dayAndTime, visible } from './format.js';
import { type Say, useSay } from './texts.js';

/** What she sent, in the coordinator's language. */
const mediumName = (say: Say, { medium = 'other' }: Line) => say.tag('medium', medium);

const withoutText = (say: Say, line: Line) =>
  line.deleted ? say('line.deleted') : say('line.noText', { medium: mediumName(say, line) });

/** One line; what she wrote is a text node and nothing else, so links and markup stay letters. */
function TranscriptLine({ id, line }: { id: string; line: Line }) {
  const say = useSay();
  const state = line.state && line.state !== 'sent' ? say(`state.${line.state}`) : undefined;
  return (
    <li class={line.from}>
      <span class="who">
        {say(`from.${line.from}`)} · {dayAndTime(say, line.at)}
        {state && <strong> · {state}</strong>}
        {line.correctedAt && <> · {say('line.corrected', { time: dayAndTime(say, line.correctedAt) })}</>}
      </span>
      <span class="text" dir="auto">
        {line.text ? visible(line.text) : <em>{withoutText(say, line)}</em>}
      </span>
      {line.file && (
        <a class="file" href={`/console/api/cases/${id}/media/${line.number}`} target="_blank" rel="noreferrer">
          {say('line.open', { medium: mediumName(say, line) })}
        </a>
      )}
    </li>
  );
}

/** All that was said, oldest first; stays at the end as lines come. */
export function Transcript({ id, lines }: { id: string; lines: Line[] }) {
  const say = useSay();
  const list = useRef<HTMLDivElement>(null);
  const last = lines.at(-1)?.number;
  useEffect(() => list.current?.scrollTo({ top: list.current.scrollHeight }), [last]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
    <div class="transcript" ref={list} role="log" aria-label={say('case.transcript')} tabIndex={0}>
      <ol>
        {lines.map((line) => (
          <TranscriptLine key={line.number} id={id} line={line} />
        ))}
      </ol>
    </div>
  );
}
