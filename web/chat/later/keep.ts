import { make } from '../dom.js';
import type { Tools } from '../extras.js';

/** Longer than any code as somebody may write it. */
const MAX_CODE = 20;

export interface Keeping {
  isOpen: boolean;
  /** @returns undefined where there is none for now. @throws Error without a connection */
  codeToKeep(): Promise<string | undefined>;
  /** @returns the status. @throws Error without a connection */
  redeem(code: string): Promise<number>;
}

type Words = Pick<Tools, 'worded'>;

/** A conversation begins with the code. */
const OPENED = 201;
const REFUSALS: Record<number, string> = { 404: 'wrongCode', 429: 'tooManyCodes' };

/** Runs what needs the server; where it cannot be reached the note says so. */
async function trying(act: () => Promise<string>, note: HTMLElement, { worded }: Words): Promise<void> {
  try {
    worded(note, await act());
  } catch {
    worded(note, 'codeOffline');
  }
}

/** A code to go on with elsewhere; asked for only on her tap, because whoever has it can read the chat. */
function offerCode(keeping: Keeping, words: Words): HTMLElement[] {
  const note = words.worded(make('p', { className: 'note', role: 'status' }), 'keepNote');
  const code = make('output', { className: 'code', hidden: true });
  const ask = async () => {
    const given = await keeping.codeToKeep();
    code.hidden = !given;
    code.textContent = given ?? '';
    return given ? 'keepHow' : 'tooManyCodes';
  };
  const onclick = () => void trying(ask, note, words);
  return [words.worded(make('button', { type: 'button', onclick }), 'keepGet'), code, note];
}

/** Where she writes a code that she got elsewhere. */
function askCode(keeping: Keeping, onTaken: () => void, words: Words): HTMLElement[] {
  const note = make('p', { className: 'note', role: 'status' });
  const field = make('input', {
    id: 'code',
    maxLength: MAX_CODE,
    autocomplete: 'off',
    autocapitalize: 'characters',
    spellcheck: false,
  });
  const take = async () => {
    const status = await keeping.redeem(field.value.trim().toUpperCase());
    if (status === OPENED) onTaken();
    return status === OPENED ? '' : (REFUSALS[status] ?? 'codeOffline');
  };
  const send = (event: Event) => {
    event.preventDefault();
    if (field.value.trim() === '') return field.focus();
    void trying(take, note, words);
  };
  const form = make('form', { autocomplete: 'off' }, field, words.worded(make('button'), 'codeSend'));
  form.addEventListener('submit', send);
  return [words.worded(make('label', { htmlFor: 'code' }), 'haveCode'), form, note];
}

/** Fills the panel: before a conversation a code can be used, within one it can be had. */
export function fillKeep(panel: HTMLElement, keeping: Keeping, onTaken: () => void, words: Words): void {
  panel.replaceChildren(...(keeping.isOpen ? offerCode(keeping, words) : askCode(keeping, onTaken, words)));
}
