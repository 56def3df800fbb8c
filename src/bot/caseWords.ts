import type { Activity } from 'botbuilder';
import { sayTeamBack } from '../../dialogs/teamBack.js';
import { FALLBACK } from '../locale/locale.js';
import type { Conversation } from '../store/conversations.js';
import { message, type RenderDeps, render } from './render.js';

/** What the service itself says to her around a case. */
export function caseWords(parts: RenderDeps, now: () => number) {
  const languageOf = ({ session }: Conversation) => session.language ?? FALLBACK;
  return {
    said(conversation: Conversation, key: string, values: Record<string, string>): Partial<Activity> {
      const language = languageOf(conversation);
      return message(parts.locale.text(language, key, values) ?? '', language);
    },
    /** The one promised notice: nobody is free yet, these lines are open. */
    notice(conversation: Conversation): Partial<Activity>[] {
      const language = languageOf(conversation);
      const { danger, slots } = conversation.session;
      const at = now();
      const services = parts.directory.openLines({
        need: slots.need?.value,
        danger,
        place: slots.place?.value,
        language,
        at,
      });
      const back = parts.directory.teamBack(at);
      return render(
        [{ type: 'say', text: 'common:notice.nobody', services }, ...(back ? [sayTeamBack(back)] : [])],
        {
          language,
          at,
          offers: new Map(),
          channel: conversation.channel,
          session: conversation.session,
          personAsked: true,
        },
        parts,
      );
    },
  };
}
