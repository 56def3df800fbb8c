import { hides } from '../../dialogs/face.js';
import type { MessageInput } from '../../dialogs/input.js';
import type { Session } from '../../dialogs/session.js';

/**
 * While a coordinator holds the conversation or the bot is switched off only leaving reaches it: the safe word, her own
 * word, stop and erase. And coming back to a coordinator after that: until she has written again nobody may write to
 * her.
 */
export function withoutBot(
  session: Session,
  { meaning, said }: MessageInput,
  { claimed, killed }: { claimed: boolean; killed: boolean },
): 'held' | 'killed' | undefined {
  const leaves = meaning.command === 'erase' || meaning.command === 'stop' || session.at?.flow === 'erase';
  if (meaning.safeWord || leaves || hides(session, said)) return undefined;
  if (claimed && !session.closed) return 'held';
  return killed ? 'killed' : undefined;
}
