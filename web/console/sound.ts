import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Waiting } from '../../src/console/wire.js';

export type Alarm = 'urgent' | 'normal';
interface Tone {
  hertz: number;
  shape: OscillatorType;
}

const SOFT: Tone[] = [660, 880].map((hertz) => ({ hertz, shape: 'sine' }));
const SHARP: Tone[] = [880, 1175, 880, 1175, 880, 1175].map((hertz) => ({ hertz, shape: 'square' }));
const MELODIES: Record<Alarm, { tones: Tone[]; volume: number }> = {
  normal: { tones: SOFT, volume: 0.2 },
  urgent: { tones: SHARP, volume: 0.4 },
};
const TONE_SECONDS = 0.22;

/** What a change of the queue should sound like; silence where nobody new waits. */
export function alarmFor(before: Waiting | undefined, after: Waiting): Alarm | undefined {
  if (after.urgent > (before?.urgent ?? 0)) return 'urgent';
  if (after.waiting > (before?.waiting ?? 0)) return 'normal';
  return undefined;
}

function playTone(context: AudioContext, { hertz, shape }: Tone, volume: number, start: number): void {
  const tone = context.createOscillator();
  const gain = context.createGain();
  tone.type = shape;
  tone.frequency.value = hertz;
  gain.gain.setValueAtTime(volume, start);
  gain.gain.exponentialRampToValueAtTime(0.001, start + TONE_SECONDS);
  tone.connect(gain).connect(context.destination);
  tone.start(start);
  tone.stop(start + TONE_SECONDS);
}

function playAlarm(context: AudioContext, alarm: Alarm): void {
  const { tones, volume } = MELODIES[alarm];
  tones.forEach((tone, index) => {
    playTone(context, tone, volume, context.currentTime + index * TONE_SECONDS);
  });
}

export interface Sound {
  /** `blocked`: the browser waits for a tap or a key before it lets a page sound. */
  state: 'on' | 'off' | 'blocked';
  toggle(): void;
  play(alarm: Alarm): void;
}

export function useSound(): Sound {
  const context = useMemo(() => new AudioContext(), []);
  const [wanted, setWanted] = useState(true);
  const [allowed, setAllowed] = useState(context.state === 'running');

  useEffect(() => {
    const allow = () => void context.resume();
    const look = () => setAllowed(context.state === 'running');
    context.addEventListener('statechange', look);
    for (const kind of ['pointerdown', 'keydown']) document.addEventListener(kind, allow);
    return () => {
      context.removeEventListener('statechange', look);
      for (const kind of ['pointerdown', 'keydown']) document.removeEventListener(kind, allow);
    };
  }, [context]);

  return {
    state: !wanted ? 'off' : allowed ? 'on' : 'blocked',
    // Where the browser blocked it, the very tap on this button allows it.
    toggle: () => setWanted((before) => (allowed ? !before : true)),
    play: (alarm) => {
      if (wanted) playAlarm(context, alarm);
    },
  };
}
