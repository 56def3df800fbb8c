import { part } from './dom.js';
import type { ShownActivity } from './line.js';
import { text, worded } from './texts.js';

/** The person whose words came last; nobody while it is the programme. */
let person: string | undefined;

/** What an activity tells about it; undefined where it tells nothing. */
function told(activity: ShownActivity): { name?: string } | undefined {
  if (activity.from.role !== 'bot') return undefined;
  // That somebody took the conversation is told with the first words, and not before them.
  if (activity.type === 'event') return activity.value?.state === 'accepted' ? undefined : {};
  return activity.type === 'message' ? activity.from : undefined;
}

/** Keeps the line that says with whom she writes now; it is empty until a person came. */
export function showWithWhom(activity: ShownActivity): void {
  const from = told(activity);
  if (!from || from.name === person) return;
  person = from.name;
  const line = part('with');
  line.hidden = false;
  delete line.dataset['text'];
  if (person) line.textContent = text('nowWithPerson').replace('{{name}}', person);
  else worded(line, 'nowWithBot');
}
