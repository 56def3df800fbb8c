export { classifyCode } from './errors.js';
export { createMediaFetch } from './fetchMedia.js';
export { acceptByName } from './identify.js';
export { mountWhatsApp, type WhatsAppDeps } from './mountWhatsApp.js';
export { createWhatsAppChannel, type SendDeps } from './send.js';
export type { WhatsAppSettings } from './settings.js';
