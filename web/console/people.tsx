import { useEffect, useState } from 'preact/hooks';
import type { Person } from '../../src/console/wire.js';
import { ask } from './api.js';
import { Dialog, Problem } from './parts.js';
import { useSay } from './texts.js';
import { useAction } from './useAction.js';

function Invitation({ link }: { link: string }) {
  const say = useSay();
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(link).then(() => setCopied(true));
  return (
    <div class="invitation">
      <label>
        {say('people.link')}
        <input readOnly value={link} onFocus={({ currentTarget }) => currentTarget.select()} />
      </label>
      <button type="button" onClick={() => void copy()}>
        {say(copied ? 'people.copied' : 'people.copy')}
      </button>
    </div>
  );
}

function OnePerson({ person, own, onDisable }: { person: Person; own: boolean; onDisable: () => void }) {
  const say = useSay();
  const [sure, setSure] = useState(false);
  const closed = person.disabledAt !== undefined;
  return (
    <li>
      <span>
        <strong>{person.name}</strong> <span class="soft">{person.email}</span>
      </span>
      <span class="soft">{say(closed ? 'people.disabled' : `people.${person.role}`)}</span>
      {!closed && !own && (
        <button type="button" class={sure ? 'warn' : ''} onClick={() => (sure ? onDisable() : setSure(true))}>
          {say(sure ? 'people.disableSure' : 'people.disable')}
        </button>
      )}
    </li>
  );
}

/** Who may sign in; for administrators. */
export function People({ own, onClose }: { own: string; onClose: () => void }) {
  const say = useSay();
  const [people, setPeople] = useState<Person[]>([]);
  const [link, setLink] = useState<string>();
  const { busy, error, run } = useAction();
  const load = async () => setPeople((await ask<{ people: Person[] }>('people')).people);
  const invite = async () => setLink((await ask<{ link: string }>('invitations', { method: 'POST' })).link);
  const disable = async (id: string) => {
    await ask(`people/${id}/disable`, { method: 'POST' });
    await load();
  };
  useEffect(() => void run(load), []);

  return (
    <Dialog title={say('top.people')} onClose={onClose}>
      <ul class="people">
        {people.map((person) => (
          <OnePerson
            key={person.id}
            person={person}
            own={person.id === own}
            onDisable={() => void run(() => disable(person.id))}
          />
        ))}
      </ul>
      {link && <Invitation link={link} />}
      <Problem code={error} />
      <div class="row">
        <button type="button" class="main" disabled={busy} onClick={() => void run(invite)}>
          {say('people.invite')}
        </button>
        <button type="button" onClick={onClose}>
          {say('close')}
        </button>
      </div>
    </Dialog>
  );
}
