import { createSealer } from '../../src/sealing/sealer.js';
import { Conversations } from '../../src/store/conversations.js';
import { conversationRef } from '../../src/store/keys.js';
import { openStore } from '../../src/store/open.js';
import type { Woman } from './script.js';

/** What the store holds of each woman's words, read with its own key after everything is over. */
export async function readStored(
  at: { redisUrl: string; storeKey: string },
  women: readonly Woman[],
): Promise<Map<Woman, string[]>> {
  const sealer = createSealer(Buffer.from(at.storeKey, 'base64'));
  const now = () => Date.now();
  const store = await openStore({ redisUrl: at.redisUrl, folder: '', now, sealer });
  const conversations = new Conversations({ store, sealer, now });
  const found = new Map<Woman, string[]>();
  for (const woman of women) {
    const lines = await conversations.transcript(conversationRef(sealer, 'whatsapp', woman.number));
    const own = (lines ?? []).filter(({ from }) => from === 'person');
    found.set(
      woman,
      own.map(({ activity }) => activity.text ?? ''),
    );
  }
  await store.close();
  return found;
}
