import { useState } from 'preact/hooks';
import { type Line, textOf } from './message.js';
import { Sheet } from './sheet.js';

const REACTIONS = ['👍', '❤️', '🙏', '😢'];

/** What can be done to a message: react to it; one's own can be corrected or deleted. */
export function MessageSheet({
  line,
  onPost,
  onClose,
}: {
  line: Line;
  onPost: (message: object) => void;
  onClose: () => void;
}) {
  const [words, setWords] = useState(textOf(line));
  const send = (message: object) => {
    onPost(message);
    onClose();
  };
  const isHers = line.from === 'person';
  return (
    <Sheet title="Message" onClose={onClose}>
      <div class="line">
        {REACTIONS.map((emoji) => (
          <button key={emoji} type="button" onClick={() => send({ type: 'reaction', to: line.id, emoji })}>
            {emoji}
          </button>
        ))}
        {line.reaction && (
          <button type="button" onClick={() => send({ type: 'reaction', to: line.id })}>
            Take it back
          </button>
        )}
      </div>
      {isHers && line.message.text && (
        <form
          class="line"
          onSubmit={(event) => {
            event.preventDefault();
            send({ type: 'edit', to: line.id, text: words });
          }}
        >
          <label>
            Correct it <input value={words} onInput={({ currentTarget }) => setWords(currentTarget.value)} />
          </label>
          <button type="submit">Send again</button>
        </form>
      )}
      {isHers && (
        <button type="button" onClick={() => send({ type: 'revoke', to: line.id })}>
          Delete for everyone
        </button>
      )}
    </Sheet>
  );
}
