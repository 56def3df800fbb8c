import { useRef, useState } from 'preact/hooks';

/** Records from the microphone. Where there is none, or it is refused, the caller is told. */
export function useRecorder(onRecorded: (file: Blob) => void, onFailed: () => void) {
  const recorder = useRef<MediaRecorder | undefined>(undefined);
  const [isOn, setOn] = useState(false);

  async function start(): Promise<void> {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const parts: Blob[] = [];
    const one = new MediaRecorder(stream);
    recorder.current = one;
    one.ondataavailable = ({ data }) => parts.push(data);
    one.onstop = () => {
      for (const track of stream.getTracks()) track.stop();
      setOn(false);
      onRecorded(new Blob(parts, { type: one.mimeType }));
    };
    one.start();
    setOn(true);
  }

  const toggle = () => (isOn ? recorder.current?.stop() : void start().catch(onFailed));
  return { isOn, toggle };
}
