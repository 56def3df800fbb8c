import { useEffect, useRef, useState } from 'preact/hooks';
import * as api from './api.js';
import { Bubble } from './bubble.js';
import { Composer } from './composer.js';
import { isBubble, type Line } from './message.js';
import { MessageSheet } from './messageSheet.js';
import { keepPeople, readPeople } from './people.js';
import { TopBar } from './topBar.js';

const NOTHING: api.View = { person: {}, lines: [], typing: false };

/** Follows one phone; what is seen counts as read. */
function useView(person: string): api.View {
  const [view, setView] = useState(NOTHING);
  useEffect(() => {
    setView(NOTHING);
    return api.follow(person, setView);
  }, [person]);
  const last = view.lines.findLast(({ from }) => from === 'service')?.number;
  useEffect(() => {
    if (last !== undefined && document.visibilityState === 'visible') void api.look(person);
  }, [person, last]);
  return view;
}

export function App() {
  const [people, setPeople] = useState(readPeople);
  const [person, setPerson] = useState(people[0] ?? '');
  const [touched, setTouched] = useState<Line>();
  const [problem, setProblem] = useState('');
  const view = useView(person);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => end.current?.scrollIntoView({ block: 'end' }), [view]);

  const tell = (task: Promise<unknown>) => {
    setProblem('');
    task.catch((error: Error) => setProblem(error.message));
  };
  const post = (message: object) => tell(api.post(person, message));
  const file = (kind: string, one: Blob) => tell(api.upload(person, kind, one));
  const pick = (name: string, all: string[]) => {
    setPeople(keepPeople([...new Set(all)]));
    setPerson(name);
  };
  const rename = (name: string) => tell(api.change(person, name));
  const others = people.filter((name) => name !== person);

  return (
    <main>
      <TopBar
        person={person}
        people={people}
        onPick={setPerson}
        onAdd={(name) => pick(name, [...people, name])}
        onChange={(name) => {
          rename(name);
          pick(name, [name, ...others]);
        }}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div class="log" role="log" aria-label="Chat" tabIndex={0}>
        <ol>
          {view.lines.filter(isBubble).map((line) => (
            <Bubble key={line.number} line={line} onChoice={post} onMore={() => setTouched(line)} />
          ))}
        </ol>
        <p class="typing">{view.typing && 'typing…'}</p>
        <div ref={end} />
      </div>
      <p class="problem" role="alert">
        {problem}
      </p>
      <Composer onPost={post} onFile={file} />
      {touched && <MessageSheet line={touched} onPost={post} onClose={() => setTouched(undefined)} />}
    </main>
  );
}
