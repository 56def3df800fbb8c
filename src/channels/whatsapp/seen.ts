import type { Seen } from '../contract.js';
import type { SendDeps } from './send.js';
import type { WhatsAppSettings } from './settings.js';

/** The mark is of no use after the answer, which takes milliseconds. */
const SEEN_TIMEOUT_MS = 5_000;

/**
 * Marks a message as read, with all before it, and shows that somebody types, until an answer comes or for 25 seconds
 * (Meta, "Typing indicators", 2026-06-17). Whoever looks at her phone sees the blue ticks, so it is off unless set.
 */
export function createSeen(
  { graphUrl, phoneNumberId, accessToken }: Pick<WhatsAppSettings, 'graphUrl' | 'phoneNumberId' | 'accessToken'>,
  { post, log }: Pick<SendDeps, 'post' | 'log'>,
): (message: Seen) => void {
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' };
  return ({ dedupeId }) => {
    const body = {
      messaging_product: 'whatsapp',
      status: 'read',
      message_id: dedupeId,
      typing_indicator: { type: 'text' },
    };
    post(`${graphUrl}/${phoneNumberId}/messages`, headers, JSON.stringify(body), SEEN_TIMEOUT_MS).then(
      ({ status }) => status >= 300 && log.warn({ status }, 'whatsapp_not_marked_read'),
      () => log.warn({ status: 0 }, 'whatsapp_not_marked_read'),
    );
  };
}
