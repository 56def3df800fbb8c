import { useState } from 'preact/hooks';
import { ask } from './api.js';
import { Dialog, Problem } from './parts.js';
import { useSay } from './texts.js';
import { useAction } from './useAction.js';

const turn = (on: boolean) => ask('kill-switch', { method: 'PUT', body: { on } });

/** Leaves only the emergency answer, after one question. */
export function KillSwitch({ onDone }: { onDone: () => void }) {
  const say = useSay();
  const [asking, setAsking] = useState(false);
  const { busy, error, run } = useAction();
  const confirm = async () => {
    if (!(await run(() => turn(true)))) return;
    setAsking(false);
    onDone();
  };
  return (
    <>
      <button type="button" class="warn" onClick={() => setAsking(true)}>
        {say('kill.button')}
      </button>
      {asking && (
        <Dialog title={say('kill.title')} onClose={() => setAsking(false)}>
          <p>{say('kill.about')}</p>
          <Problem code={error} />
          <div class="row">
            <button type="button" onClick={() => setAsking(false)}>
              {say('cancel')}
            </button>
            <button type="button" class="warn" disabled={busy} onClick={() => void confirm()}>
              {say('kill.do')}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}

/** Seen by everybody while only the emergency answer is given. */
export function KillBanner({ onDone }: { onDone: () => void }) {
  const say = useSay();
  const { busy, error, run } = useAction();
  const end = async () => {
    if (await run(() => turn(false))) onDone();
  };
  return (
    <div class="banner" role="status">
      <strong>
        <span aria-hidden="true">■</span> {say('kill.on')}
      </strong>
      <button type="button" disabled={busy} onClick={() => void end()}>
        {say('kill.off')}
      </button>
      {error && <Problem code={error} />}
    </div>
  );
}
