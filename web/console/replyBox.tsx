import type { Line } from '../../src/handoff/contract.js';
import { ask } from './api.js';
import { Problem } from './parts.js';
import { useSay } from './texts.js';
import { useAction } from './useAction.js';
import { type Drafts, useDraft } from './useDraft.js';

/** One bubble on every channel, in characters. */
const MAX_REPLY = 4096;
/** From here on she sees how much room is left. */
const NEARLY_FULL = 3800;

interface ReplyBoxProps {
  id: string;
  drafts: Drafts;
  lines: readonly Line[];
  onSent: () => void;
}

/** The coordinator's words. */
export function ReplyBox({ id, drafts, lines, onSent }: ReplyBoxProps) {
  const say = useSay();
  const { text, write, begin, done } = useDraft(id, drafts, lines);
  const { busy, error, run } = useAction();
  const problem = error === 'offline' ? 'reply_offline' : error;

  const send = async () => {
    if (!text.trim()) return;
    const body = begin();
    if (await run(() => ask(`cases/${id}/reply`, { method: 'POST', body }))) done();
    onSent();
  };

  return (
    <div class="reply">
      <label for="reply">{say('case.reply')}</label>
      <textarea
        id="reply"
        rows={3}
        maxLength={MAX_REPLY}
        value={text}
        aria-describedby="reply-hint"
        readOnly={busy}
        onInput={({ currentTarget }) => write(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
        }}
      />
      <Problem code={text ? problem : undefined} />
      <div class="row">
        <span id="reply-hint" class="hint">
          {text.length > NEARLY_FULL ? `${text.length} / ${MAX_REPLY}` : say('case.sendHint')}
        </span>
        <button type="button" class="main" disabled={busy || !text.trim()} onClick={() => void send()}>
          {say('case.send')}
        </button>
      </div>
    </div>
  );
}
