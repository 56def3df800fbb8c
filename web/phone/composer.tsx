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
          ＋
        </button>
        <input
          id="words"
          aria-label="Message"
          autoComplete="off"
          value={words}
          onInput={({ currentTarget }) => setWords(currentTarget.value)}
        />
        <button type="button" aria-label="Voice note" aria-pressed={recorder.isOn} onClick={recorder.toggle}>
          {recorder.isOn ? '■' : '🎤'}
        </button>
        <button type="submit">Send</button>
      </form>
      {isAttaching && <AttachSheet onPost={onPost} onFile={onFile} onClose={() => setAttaching(false)} />}
    </>
  );
}
