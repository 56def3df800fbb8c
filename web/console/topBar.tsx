import { useState } from 'preact/hooks';
import type { QueueAnswer } from '../../src/console/wire.js';
import { KillSwitch } from './killSwitch.js';
import { Menu } from './parts.js';
import { People } from './people.js';
import { Presence } from './presence.js';
import type { Sound } from './sound.js';
import { INTERFACE_LANGUAGES, type InterfaceLanguage, useSay } from './texts.js';

const SOUND_TEXT = { on: 'top.soundOn', off: 'top.soundOff', blocked: 'top.soundBlocked' } as const;

export function LanguageChoice({ onChoose }: { onChoose: (language: InterfaceLanguage) => void }) {
  const say = useSay();
  return (
    <select
      aria-label={say('top.language')}
      value={say.language}
      onChange={({ currentTarget }) => onChoose(currentTarget.value as InterfaceLanguage)}
    >
      {Object.entries(INTERFACE_LANGUAGES).map(([tag, name]) => (
        <option key={tag} value={tag} lang={tag}>
          {name}
        </option>
      ))}
    </select>
  );
}

export interface TopBarProps {
  queue: QueueAnswer;
  now: number;
  sound: Sound;
  onChange: () => void;
  onHide: () => void;
  onLeave: () => void;
  onLanguage: (language: InterfaceLanguage) => void;
}

/** What holds for the whole console: being here, sound, the kill switch, hiding, leaving. */
export function TopBar({ queue, now, sound, onChange, onHide, onLeave, onLanguage }: TopBarProps) {
  const say = useSay();
  const [people, setPeople] = useState(false);
  return (
    <header>
      <Presence queue={queue} now={now} onDone={onChange} />
      <nav aria-label={say('title')}>
        <button type="button" aria-pressed={sound.state === 'on'} onClick={sound.toggle}>
          <span aria-hidden="true">{sound.state === 'on' ? '♪' : '×'}</span> {say(SOUND_TEXT[sound.state])}
        </button>
        <button type="button" title={say('top.hideHint')} onClick={onHide}>
          {say('top.hide')}
        </button>
        {!queue.killSwitch && <KillSwitch onDone={onChange} />}
        <Menu label={say('top.menu')}>
          {(close) => (
            <>
              {queue.me.role === 'administrator' && (
                <button
                  type="button"
                  onClick={() => {
                    close();
                    setPeople(true);
                  }}
                >
                  {say('top.people')}
                </button>
              )}
              <LanguageChoice onChoose={onLanguage} />
              <button type="button" onClick={onLeave}>
                {say('top.signOut')}
              </button>
            </>
          )}
        </Menu>
      </nav>
      {people && <People own={queue.me.id} onClose={() => setPeople(false)} />}
    </header>
  );
}
