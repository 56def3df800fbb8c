import { useState } from 'preact/hooks';
import { OUTCOMES } from './outcomes.js';
import { useSay } from './texts.js';

export interface EndingProps {
  busy: boolean;
  onHandBack: () => void;
  onClose: (outcome: string) => void;
}

/** The two ways a coordinator lets a conversation go. */
export function Ending({ busy, onHandBack, onClose }: EndingProps) {
  const say = useSay();
  const [outcome, setOutcome] = useState<string>('helped');
  return (
    <div class="ending">
      <button type="button" disabled={busy} onClick={onHandBack}>
        {say('case.handBack')}
      </button>
      <details>
        <summary>{say('case.close')}</summary>
        <div class="row">
          <label>
            {say('case.outcome')}{' '}
            <select value={outcome} onChange={({ currentTarget }) => setOutcome(currentTarget.value)}>
              {OUTCOMES.map((tag) => (
                <option key={tag} value={tag}>
                  {say(`outcome.${tag}`)}
                </option>
              ))}
            </select>
          </label>
          <button type="button" disabled={busy} onClick={() => onClose(outcome)}>
            {say('case.done')}
          </button>
        </div>
      </details>
    </div>
  );
}
