import { randomId } from '../randomId.js';
import type { Tap } from './choices.js';
import { prepareComposer } from './composer.js';
import { part } from './dom.js';
import { Follower, pause } from './follow.js';
import { prepareLeaving } from './leave.js';
import { Line, type Message, type News } from './line.js';
import { endedNote, Log } from './log.js';
import { Outbox } from './outbox.js';
import { preparePanel } from './panel.js';
import { SharedPhone } from './sharedPhone.js';
import { speak, worded } from './texts.js';
import { showWithWhom } from './withWhom.js';

/** Dots that nobody answers go away: they must not promise. */
const LONGEST_TYPING_MS = 10_000;
const RETRY_MS = 5_000;

const line = new Line();
const log = new Log(say, () => void outbox.flush());
const outbox = new Outbox(line, { onSent, onNotSent: (message) => log.showNotSent(message), onEnded });
const follower = new Follower(line, { onNews, onConnection, onEnded });
const phone = new SharedPhone(finish);

/** She left, or the conversation is gone: whatever still arrives is dropped. */
let over = false;
/** Her last message has an answer on screen. */
let answered = true;
let typingTimer: ReturnType<typeof setTimeout> | undefined;

function showTyping(shown: boolean): void {
  clearTimeout(typingTimer);
  part('typing').hidden = !shown;
  if (shown) typingTimer = setTimeout(() => showTyping(false), LONGEST_TYPING_MS);
}

function say(tap: Tap): void {
  const message: Message = { clientId: randomId(), ...tap };
  if (!outbox.add(message)) return;
  answered = false;
  log.showOwn(message);
  phone.stir(false);
  part('welcome').hidden = true;
}

function onSent(message: Message, news?: News): void {
  log.showSent(message, new Date());
  if (news) follower.take(news);
  // The answer may have been faster than the receipt, or came with it.
  if (!answered) showTyping(true);
  void follower.run();
}

function onNews({ activities }: News): void {
  activities.forEach(showWithWhom);
  const last = activities.at(-1);
  if (last) phone.stir(last.type === 'endOfConversation');
  const added = activities.filter((activity) => activity.type === 'message' && log.show(activity));
  const fromBot = added.filter((activity) => activity.from.role === 'bot');
  if (fromBot.length > 0) {
    answered = true;
    showTyping(false);
  }
  const locale = fromBot.at(-1)?.locale;
  if (locale) void speak(locale);
  if (added.length > 0) log.reveal();
}

function onConnection(connected: boolean): void {
  const notice = part('notice');
  if (!connected) worded(notice, 'offline');
  else if (notice.hasChildNodes()) {
    delete notice.dataset['text'];
    notice.replaceChildren();
    void outbox.flush();
  }
}

function onEnded(): void {
  if (over) return;
  over = true;
  line.forget();
  log.clear();
  window.speechSynthesis?.cancel();
  showTyping(false);
  onConnection(true);
  for (const id of ['form', 'panel', 'more', 'with', 'welcome', 'remember']) part(id).hidden = true;
  part<HTMLTextAreaElement>('words').value = '';
  part('log').append(endedNote(() => location.reload()));
}

/** Closes the conversation on the server and clears the page, which stays. */
function finish(): void {
  if (over) return;
  outbox.clear();
  line.close();
  onEnded();
}

async function goOn(): Promise<void> {
  part('welcome').hidden = true;
  await follower.run();
}

/** Goes on after a reload; nothing is asked of the server on a first visit. */
async function start(): Promise<void> {
  for (;;) {
    try {
      if (!(await line.resume())) return;
      return await goOn();
    } catch {
      if (over) return;
      onConnection(false);
      await pause(RETRY_MS);
    }
  }
}

prepareLeaving(() => {
  over = true;
  line.close();
});
prepareComposer((text) => say({ text }));
for (const button of part('greetings').querySelectorAll('button'))
  button.addEventListener('click', () => say({ text: button.textContent ?? '' }));
const shared = part<HTMLInputElement>('shared');
shared.addEventListener('change', () => {
  phone.on = shared.checked;
  line.share(shared.checked).catch(() => onConnection(false));
});
preparePanel(line, () => void goOn());
void start();
