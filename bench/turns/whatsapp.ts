import { createHmac } from 'node:crypto';
import { post } from '../support/pipe.js';

/** The settings of a service on WhatsApp that speaks with a stand-in on this machine. */
export const WHATSAPP = {
  WHATSAPP_PHONE_NUMBER_ID: '106540352242922',
  WHATSAPP_ACCESS_TOKEN: 'EAAG-bench',
  WHATSAPP_APP_SECRET: 'b4d5',
  WHATSAPP_VERIFY_TOKEN: 'v1',
};

/** A signed webhook with one message, as the platform sends it. */
export function webhook(from: string, id: string, text: string, secret = WHATSAPP.WHATSAPP_APP_SECRET): Buffer {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const message = { from, id, timestamp, type: 'text', text: { body: text } };
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '3200000000', phone_number_id: WHATSAPP.WHATSAPP_PHONE_NUMBER_ID },
    contacts: [{ wa_id: from, profile: { name: '-' } }],
    messages: [message],
  };
  const body = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '0', changes: [{ value, field: 'messages' }] }],
  });
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return post('/webhooks/whatsapp', body, { 'x-hub-signature-256': `sha256=${signature}` });
}
