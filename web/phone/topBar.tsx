import { useState } from 'preact/hooks';
import { NAME, newNumber } from './people.js';
import { PlatformSheet } from './platformSheet.js';
import { Sheet } from './sheet.js';

interface TopBarProps {
  person: string;
  people: string[];
  onPick: (person: string) => void;
  onAdd: (person: string) => void;
  onChange: (to: string) => void;
}

/** Whose phone this is, another's, and what the platform does. */
export function TopBar({ person, people, onPick, onAdd, onChange }: TopBarProps) {
  const [open, setOpen] = useState<'people' | 'platform'>();
  const close = () => setOpen(undefined);
  const thenClose = (act: (name: string) => void) => (name: string) => {
    act(name);
    close();
  };
  return (
    <header class="top">
      <h1 class="unseen">A phone to try the service on</h1>
      <label>
        <span class="unseen">Phone</span>
        <select value={person} onChange={({ currentTarget }) => onPick(currentTarget.value)}>
          {people.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <button type="button" aria-haspopup="dialog" onClick={() => setOpen('people')}>
        People
      </button>
      <button type="button" aria-haspopup="dialog" onClick={() => setOpen('platform')}>
        Platform
      </button>
      {open === 'platform' && <PlatformSheet onClose={close} />}
      {open === 'people' && (
        <Sheet title="People" onClose={close}>
          <NameForm
            label="Another phone: number, user id such as ES.123, or both with a slash"
            action="Add"
            first={newNumber(people)}
            onName={thenClose(onAdd)}
          />
          <NameForm
            label="This phone gets another number or id; the service is told"
            action="Change"
            first={newNumber(people)}
            onName={thenClose(onChange)}
          />
        </Sheet>
      )}
    </header>
  );
}

function NameForm({
  label,
  action,
  first,
  onName,
}: {
  label: string;
  action: string;
  first: string;
  onName: (name: string) => void;
}) {
  const [name, setName] = useState(first);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onName(name);
      }}
    >
      <label>
        {label}
        <input required pattern={NAME} value={name} onInput={({ currentTarget }) => setName(currentTarget.value)} />
      </label>
      <button type="submit">{action}</button>
    </form>
  );
}
