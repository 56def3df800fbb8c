import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Waiting } from '../../src/console/wire.js';
import { CaseView } from './caseView.js';
import { KillBanner } from './killSwitch.js';
import { Queue } from './queue.js';
import { SetUp, SignIn } from './signIn.js';
import { alarmFor, useSound } from './sound.js';
import { type InterfaceLanguage, preferredLanguage, SayContext, sayIn, useSay } from './texts.js';
import { LanguageChoice, TopBar } from './topBar.js';
import { useClock } from './useClock.js';
import type { Drafts } from './useDraft.js';
import { useHidden } from './useHidden.js';
import { type Console, useQueue } from './useQueue.js';

/** The chosen case. The browser's own "back" closes it; its id stands in no address and no history. */
function useChosen(): [string | undefined, (id: string | undefined) => void] {
  const [chosen, setChosen] = useState<string>();
  useEffect(() => {
    const close = () => setChosen(undefined);
    window.addEventListener('popstate', close);
    return () => window.removeEventListener('popstate', close);
  }, []);
  const choose = (id: string | undefined) => {
    if (id && !chosen) history.pushState(null, '');
    if (id) setChosen(id);
    else history.back();
  };
  return [chosen, choose];
}

/** Sounds when somebody new waits, also while the login is idle or the screen hidden. */
function useAlarm(waiting: Waiting | undefined, play: (alarm: 'urgent' | 'normal') => void): void {
  const before = useRef<Waiting | undefined>(undefined);
  useEffect(() => {
    const alarm = waiting && alarmFor(before.current, waiting);
    before.current = waiting;
    if (alarm) play(alarm);
  }, [waiting, play]);
}

/** Drafts belong to who wrote them, until she signs out. */
function useDrafts({ stage, queue }: Console): Drafts {
  const kept = useRef<{ owner?: string; drafts: Drafts }>({ drafts: new Map() });
  const owner = queue?.me.id;
  if (stage === 'out' || (owner && owner !== kept.current.owner))
    kept.current = { ...(owner ? { owner } : {}), drafts: new Map() };
  return kept.current.drafts;
}

interface WorkProps {
  state: Console;
  sound: ReturnType<typeof useSound>;
  drafts: Drafts;
  chosen: string | undefined;
  onChoose: (id: string | undefined) => void;
  onHide: () => void;
  onLanguage: (language: InterfaceLanguage) => void;
}

/** The console of somebody who is signed in. */
function Work({ state, sound, drafts, chosen, onChoose, onHide, onLanguage }: WorkProps) {
  const say = useSay();
  const now = useClock();
  const { queue, offline, changes } = state;
  const refresh = () => void state.refresh();
  if (!queue) return null;
  return (
    <>
      <TopBar
        queue={queue}
        now={now}
        sound={sound}
        onChange={refresh}
        onHide={onHide}
        onLeave={() => void state.leave()}
        onLanguage={onLanguage}
      />
      {queue.killSwitch && <KillBanner onDone={refresh} />}
      {offline && (
        <p class="banner" role="status">
          {say('queue.offline')}
        </p>
      )}
      <main class={chosen ? 'two chosen' : 'two'}>
        <Queue queue={queue} now={now} chosen={chosen} onChoose={onChoose} onChange={refresh} />
        {chosen ? (
          <CaseView
            key={chosen}
            id={chosen}
            me={queue.me}
            now={now}
            changes={changes}
            drafts={drafts}
            onBack={() => onChoose(undefined)}
            onChange={refresh}
          />
        ) : (
          <p class="case empty soft">{say('queue.choose')}</p>
        )}
      </main>
    </>
  );
}

function Hidden({ onShow }: { onShow: () => void }) {
  const say = useSay();
  return (
    <main class="hidden">
      <button type="button" onClick={onShow}>
        {say('hidden.show')}
      </button>
    </main>
  );
}

/** Reads the token of a one-time link and takes it out of the address bar at once. */
function tokenOfAddress(): string | undefined {
  const token = /^#setup=([\w-]{1,64})$/.exec(location.hash)?.[1];
  if (location.hash) history.replaceState(null, '', location.pathname);
  return token;
}

export function App() {
  const [language, setLanguage] = useState(() => preferredLanguage(navigator.languages));
  const [token, setToken] = useState(tokenOfAddress);
  const [hidden, setHidden] = useHidden();
  const [chosen, onChoose] = useChosen();
  const state = useQueue();
  const sound = useSound();
  const drafts = useDrafts(state);
  useAlarm(state.waiting, sound.play);
  const say = sayIn(language);
  const waiting = state.waiting?.waiting ?? 0;
  // Before the screen is drawn: a hidden screen under a title that still counts is not hidden.
  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.title = waiting > 0 && !hidden ? `(${waiting}) ${say('title')}` : say('title');
  });
  const entered = () => {
    setToken(undefined);
    void state.refresh();
  };

  if (state.stage === 'starting' && !token) return state.offline ? <p class="banner">{say('queue.offline')}</p> : null;
  const outside = token ? (
    <SetUp token={token} onDone={entered} />
  ) : (
    <SignIn idle={state.stage === 'idle'} onDone={entered} />
  );
  return (
    <SayContext.Provider value={say}>
      {hidden ? (
        <Hidden onShow={() => setHidden(false)} />
      ) : state.stage === 'in' && !token ? (
        <Work
          state={state}
          sound={sound}
          drafts={drafts}
          chosen={chosen}
          onChoose={onChoose}
          onHide={() => setHidden(true)}
          onLanguage={setLanguage}
        />
      ) : (
        <main class="outside">
          {outside}
          <LanguageChoice onChoose={setLanguage} />
        </main>
      )}
    </SayContext.Provider>
  );
}
