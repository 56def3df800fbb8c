import type { Conversation } from '../store/conversations.js';

/** WhatsApp lets us answer so long after her last message (Meta, "Send messages", 2026-05-21). */
export const WINDOW_MS = 24 * 3_600_000;

/** @returns until when words may be sent; undefined where the channel sets no limit */
export function windowEndsAt(conversation: Pick<Conversation, 'channel' | 'lastInboundAt'>): number | undefined {
  return conversation.channel === 'whatsapp' ? conversation.lastInboundAt + WINDOW_MS : undefined;
}
