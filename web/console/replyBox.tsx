import { useState } from 'preact/hooks';
import { randomId } from '../randomId.js';
import { ask } from './api.js';
import { Problem } from './parts.js';
import { useSay } from './texts.js';
import { useAction } from './useAction.js';

/** One bubble on every channel, in characters. */
const MAX_REPLY = 4096;
/** From here on she sees how much room is left. */
const NEARLY_FULL = 3800;

/** Words begun and not sent yet; `replyId` once they were tried, so that tried again they leave once. */
interface Draft {
  text: string;
  replyId?: string;
}

/** What was begun and not sent, by case. In memory only: nothing of it stays on the device. */
export type Drafts = Map<string, Draft>;

/** The coordinator's words. */
export function ReplyBox({ id, drafts, onSent }: { id: string; drafts: Drafts; onSent: () => void }) {
  const say = useSay();
  const [text, setText] = useState(drafts.get(id)?.text ?? '');
  const { busy, error, run } = useAction();

  const write = (next: string) => {
    drafts.set(id, { text: next });
    setText(next);
  };
  const send = async () => {
    if (!text.trim()) return;
    const replyId = drafts.get(id)?.replyId ?? randomId();
    drafts.set(id, { text, replyId });
    const sent = await run(() => ask(`cases/${id}/reply`, { method: 'POST', body: { text, id: replyId } }));
    if (sent) write('');
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
      <Problem code={error === 'offline' ? 'reply_offline' : error} />
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
