/**
 * Every limit of the WhatsApp Cloud API that this channel obeys, in UTF-16 units: the strictest way of counting
 * characters, so that emoji and combining marks are safe whichever way the platform counts.
 * Sources are pages of developers.facebook.com/docs/whatsapp unless another is named.
 */
export const LIMITS = {
  /** Text message body ("Send messages", text object). */
  textBody: 4096,
  /** Body of buttons and of lists. The list page names 4,096 since November 2025, other sources 1,024: safe under both. */
  interactiveBody: 1024,
  /** "Interactive reply buttons messages": up to three. */
  buttons: 3,
  buttonTitle: 20,
  /** "Interactive list messages": ten rows in total over all sections. */
  rows: 10,
  rowTitle: 24,
  listButton: 20,
  /** Row ids hold 200, button ids 256; one tap code serves both. */
  tapId: 200,
  /** `biz_opaque_callback_data` (pywa, client). */
  callbackData: 512,
} as const;

/** Payloads of 3 MB are reported (hookdeck, guide to WhatsApp webhooks); larger bodies are refused. */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;

/** How long a sender may take for one body. The platform sends it in one go. */
export const BODY_TIMEOUT_MS = 10_000;

/** How long an answer of the Graph API is waited for. */
export const SEND_TIMEOUT_MS = 30_000;

/** The platform keeps an undelivered message for up to 30 days; an older time is not believed. */
export const OLDEST_MESSAGE_MS = 31 * 24 * 3_600_000;

/** How far the platform's clock may be ahead of ours. */
export const CLOCK_AHEAD_MS = 3_600_000;
