import { framed } from './frame.js';

/** Says only that a reload may ask for the conversation; without it the page does not ask. */
const MARK = 'open=1';
const MARK_PLACE = '; Path=/; SameSite=Strict';
const HANDLE = 'handle';

/** Storage may be switched off altogether. */
function stored<T>(act: (storage: Storage) => T): T | undefined {
  try {
    return act(sessionStorage);
  } catch {
    return undefined;
  }
}

/**
 * What a reload goes on by: on a page of our own a cookie that no script can read, in a frame a handle in its session.
 * On a phone that others use the handle is known to this page alone, and goes with it.
 */
export class Memory {
  /** Others use this phone: nothing is kept. */
  shared = false;
  /** Opens nothing itself: it buys a token while the conversation is open. */
  handle = framed ? stored((storage) => storage.getItem(HANDLE) ?? undefined) : undefined;

  /** Whether there may be something to go on with. */
  get hopeful(): boolean {
    return this.handle !== undefined || (!framed && document.cookie.includes(MARK));
  }

  /** The page keeps the handle itself, and wants no cookie. */
  get isOwn(): boolean {
    return framed || this.shared;
  }

  /** @param handle of the server's answer; a fresh token alone comes without one */
  keep(handle = this.handle): void {
    this.forget();
    if (this.isOwn) this.handle = handle;
    if (this.shared) return;
    if (framed) stored((storage) => storage.setItem(HANDLE, handle ?? ''));
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari and Firefox of many phones
    else document.cookie = MARK + MARK_PLACE;
  }

  forget(): void {
    this.handle = undefined;
    if (framed) stored((storage) => storage.removeItem(HANDLE));
    // biome-ignore lint/suspicious/noDocumentCookie: see keep
    else document.cookie = `${MARK}${MARK_PLACE}; Max-Age=0`;
  }
}
