import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { useSay } from './texts.js';

/** Says a refusal aloud and in sight; nothing where there is none. */
export function Problem({ code }: { code: string | undefined }) {
  const say = useSay();
  const text = code && say.tag('error', code);
  return (
    <p class="problem" role="alert">
      {text === code && code ? say('error.unexpected') : text}
    </p>
  );
}

/** Urgency by word, shape and colour. */
export function Urgency({ high }: { high: boolean }) {
  const say = useSay();
  return (
    <span class={high ? 'urgency high' : 'urgency'}>
      <span aria-hidden="true">{high ? '▲' : '●'}</span> {say(high ? 'urgency.high' : 'urgency.normal')}
    </span>
  );
}

/** A window over the page; the browser keeps the keyboard inside and closes it with Esc. */
export function Dialog({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const element = useRef<HTMLDialogElement>(null);
  // Before the next key can be pressed: Escape must find it open.
  useLayoutEffect(() => element.current?.showModal(), []);
  return (
    <dialog ref={element} onClose={onClose} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </dialog>
  );
}

/** A button that opens a few choices below it; closes with Esc, a choice, or a look elsewhere. */
export function Menu({
  label,
  children,
}: {
  label: ComponentChildren;
  children: (close: () => void) => ComponentChildren;
}) {
  const element = useRef<HTMLDetailsElement>(null);
  const close = () => element.current?.removeAttribute('open');
  useEffect(() => {
    const look = (event: Event) => {
      const outside = !element.current?.contains(event.target as Node);
      if (outside || (event as KeyboardEvent).key === 'Escape') element.current?.removeAttribute('open');
    };
    const kinds = ['pointerdown', 'focusin', 'keydown'];
    for (const kind of kinds) document.addEventListener(kind, look);
    return () => {
      for (const kind of kinds) document.removeEventListener(kind, look);
    };
  }, []);
  return (
    <details class="menu" ref={element}>
      <summary>{label}</summary>
      <div class="choices">{children(close)}</div>
    </details>
  );
}
