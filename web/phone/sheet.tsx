import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** A sheet over the chat; Escape, the button or a tap beside it closes it, and focus goes back where it was. */
export function Sheet({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  // Before the next key can be pressed: Escape must find it open.
  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    const sheet = dialog.current;
    sheet?.showModal();
    return () => {
      // While it is open nothing behind it takes the focus.
      sheet?.close();
      before?.focus?.();
    };
  }, []);
  return (
    <dialog ref={dialog} aria-labelledby="sheet-title" closedby="any" onClose={onClose}>
      <div class="sheet">
        <header>
          <h2 id="sheet-title">{title}</h2>
          <button type="button" onClick={onClose}>
            Close
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
