import { make } from '../dom.js';
import type { Tools } from '../extras.js';
import type { ShownActivity } from '../line.js';

const SVG = 'http://www.w3.org/2000/svg';
const LOUDSPEAKER = 'M4 9v6h4l5 4V5L8 9zM16 8q3 4 0 8M18.5 5.5q5 6.5 0 13';

/** A voice of this phone itself: any other would send her words to somebody. The country's own first. */
function voiceFor(locale: string): SpeechSynthesisVoice | undefined {
  const wanted = locale.slice(0, 2).toLowerCase();
  const voices = window.speechSynthesis?.getVoices() ?? [];
  const fitting = voices.filter((voice) => voice.localService && voice.lang.toLowerCase().startsWith(wanted));
  return fitting.find((voice) => voice.lang.replace('_', '-') === locale) ?? fitting[0];
}

/** The recording of a message, where it is one of ours. */
function recordingOf({ channelData }: ShownActivity): string | undefined {
  const { audio } = channelData ?? {};
  return audio && new URL(audio, location.href).origin === location.origin ? audio : undefined;
}

/** Words, and the choices with them. */
function spokenOf({ text, suggestedActions }: ShownActivity): string {
  return [text, ...(suggestedActions?.actions ?? []).map(({ title }) => title)].join('. ');
}

function play(place: HTMLElement, source: string): void {
  const heard = place.querySelector('audio');
  if (heard) return void (heard.paused ? heard.play() : heard.pause());
  // In the page, so that it falls silent with it.
  place.append(make('audio', { src: source, autoplay: true }));
}

function say(activity: ShownActivity): void {
  const { speaking } = speechSynthesis;
  speechSynthesis.cancel();
  const voice = voiceFor(activity.locale ?? '');
  if (speaking || !voice) return;
  const utterance = new SpeechSynthesisUtterance(spokenOf(activity));
  Object.assign(utterance, { voice, lang: voice.lang });
  speechSynthesis.speak(utterance);
}

function loudspeaker(): SVGElement {
  const [icon, path] = [document.createElementNS(SVG, 'svg'), document.createElementNS(SVG, 'path')];
  icon.setAttribute('viewBox', '0 0 24 24');
  icon.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', LOUDSPEAKER);
  icon.append(path);
  return icon;
}

/** A loudspeaker beside a message, hidden as long as nothing on this phone can read it aloud. */
export function offerAloud(place: HTMLElement, activity: ShownActivity, { labelled }: Tools): void {
  const recording = recordingOf(activity);
  const onclick = () => (recording ? play(place, recording) : say(activity));
  const button = labelled(make('button', { type: 'button', className: 'aloud', onclick }, loudspeaker()), 'aloud');
  const look = () => {
    button.hidden = !recording && !voiceFor(activity.locale ?? '');
  };
  look();
  // Many phones name their voices only a while after the page began.
  window.speechSynthesis?.addEventListener?.('voiceschanged', look);
  place.append(button);
}
