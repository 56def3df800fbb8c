import { useState } from 'preact/hooks';
import { AttachSheet } from './attachSheet.js';
import { useRecorder } from './useRecorder.js';

interface ComposerProps {
  onPost: (message: object) => void;
  onFile: (kind: string, file: Blob) => void;
}

/** Where she writes, speaks, or chooses something to send. */
export function Composer({ onPost, onFile }: ComposerProps) {
  const [words, setWords] = useState('');
  const [isAttaching, setAttaching] = useState(false);
  // Without a microphone the note has no sound; the service is told of it all the same.
  const recorder = useRecorder(
    (file) => onFile('audio', file),
    () => onPost({ type: 'audio' }),
  );
  const submit = (event: Event) => {
    event.preventDefault();
    if (words.trim() === '') return;
    onPost({ type: 'text', text: words });
    setWords('');
  };
  return (
    <>
      <form class="composer" onSubmit={submit}>
        <button
          type="button"
          aria-label="Send something else"
          aria-haspopup="dialog"
          onClick={() => setAttaching(true)}
        >
          +
        </button>
        <input
          id="words"
          aria-label="Message"
          autoComplete="off"
          value={words}
          onInput={({ currentTarget }) => setWords(currentTarget.value)}
        />
        <button type="button" aria-label="Voice note" aria-pressed={recorder.isOn} onClick={recorder.toggle}>
          <Icon isOn={recorder.isOn} />
        </button>
        <button type="submit">Send</button>
      </form>
      {isAttaching && <AttachSheet onPost={onPost} onFile={onFile} onClose={() => setAttaching(false)} />}
    </>
  );
}

/** A microphone, or a square while it records. */
const Icon = ({ isOn }: { isOn: boolean }) => (
  <svg viewBox="0 0 16 16" aria-hidden="true">
    {isOn ? (
      <path d="M3 3h10v10H3z" />
    ) : (
      <path d="M8 1a2.5 2.5 0 0 0-2.5 2.5v4a2.5 2.5 0 0 0 5 0v-4A2.5 2.5 0 0 0 8 1zM3.5 7v.5a4.5 4.5 0 0 0 3.8 4.4V15h1.4v-3.1a4.5 4.5 0 0 0 3.8-4.4V7H11v.5a3 3 0 0 1-6 0V7z" />
    )}
  </svg>
);
