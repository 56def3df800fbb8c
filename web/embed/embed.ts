import { LEAVE } from '../chat/frame.js';
import { watchShifts } from '../chat/shifts.js';

/**
 * A frame that does not answer is waited for so long before the host page leaves without it; the screen is empty meanwhile.
 * On a slow machine it needs some time, and whatever it does not come to stays open: the conversation, what it stored.
 */
const FRAME_MS = 1_000;

const STYLE = `
:host { position: fixed; z-index: 2147483000; inset-block-end: 1rem; inset-inline-end: 1rem; color-scheme: light dark }
button { display: grid; place-items: center; width: 3.5rem; height: 3.5rem; margin-inline-start: auto; border: 0;
  border-radius: 50%; background: #1f5f66; color: #fff; cursor: pointer; box-shadow: 0 2px 10px #0005 }
button:focus-visible { outline: 3px solid #1f5f66; outline-offset: 3px }
iframe { width: min(24rem, calc(100vw - 2rem)); height: min(40rem, calc(100vh - 6.5rem)); margin-block-end: .5rem;
  border: 0; border-radius: 14px; background: Canvas; box-shadow: 0 4px 24px #0006 }
[hidden] { display: none }
@media (forced-colors: active) { button, iframe { border: 1px solid } }`;

const SVG = 'http://www.w3.org/2000/svg';
const BUBBLE =
  'M4 4h16a2.5 2.5 0 0 1 2.5 2.5v8A2.5 2.5 0 0 1 20 17h-8l-5 4v-4H4a2.5 2.5 0 0 1-2.5-2.5v-8A2.5 2.5 0 0 1 4 4z';

function icon(): SVGElement {
  const [svg, path] = [document.createElementNS(SVG, 'svg'), document.createElementNS(SVG, 'path')];
  const attributes = { viewBox: '0 0 24 24', width: '28', 'aria-hidden': 'true', fill: 'currentColor' };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  path.setAttribute('d', BUBBLE);
  svg.append(path);
  return svg;
}

/** The chat's frame; its address is set once, before it is in the page, so that the host's history does not grow. */
function makeFrame(address: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  Object.assign(frame, {
    src: address,
    title: 'Chat',
    referrerPolicy: 'no-referrer',
    allow: 'clipboard-write; autoplay',
  });
  return frame;
}

/** Takes the host page away: first the screen, then the page itself, in its own place in the history. */
function leaveTo(exit: string): void {
  document.documentElement.style.setProperty('display', 'none', 'important');
  location.replace(/^https?:/.test(exit) ? exit : 'about:blank');
}

/** A small button that opens the chat. Everything stays in a shadow tree: the host's title, icon and style are left alone. */
function embed(origin: string): void {
  const place = document.createElement('div');
  const root = place.attachShadow({ mode: 'open' });
  const style = new CSSStyleSheet();
  style.replaceSync(STYLE);
  root.adoptedStyleSheets = [style];
  const button = document.createElement('button');
  button.type = 'button';
  button.setAttribute('aria-label', 'Chat');
  button.setAttribute('aria-expanded', 'false');
  button.append(icon());
  root.append(button);
  let frame: HTMLIFrameElement | undefined;

  button.addEventListener('click', () => {
    if (frame) frame.hidden = !frame.hidden;
    else {
      frame = makeFrame(`${origin}/`);
      button.before(frame);
    }
    button.setAttribute('aria-expanded', String(!frame.hidden));
    if (!frame.hidden) frame.focus();
  });
  addEventListener('message', ({ origin: from, source, data }) => {
    if (from === origin && source === frame?.contentWindow && data?.type === LEAVE) leaveTo(String(data.exit));
  });
  watchShifts(() => {
    if (!frame) return;
    document.documentElement.style.setProperty('display', 'none', 'important');
    // The frame ends the conversation and says where to go.
    frame.contentWindow?.postMessage({ type: LEAVE }, origin);
    setTimeout(() => leaveTo(''), FRAME_MS);
  });
  document.body.append(place);
}

const script = document.currentScript as HTMLScriptElement;
const { origin } = new URL(script.src);
if (document.body) embed(origin);
else addEventListener('DOMContentLoaded', () => embed(origin));
