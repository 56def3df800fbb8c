import type { Channel } from '../contract.js';

/** The web chat sends nothing: its page, or any Direct Line client, fetches the transcript. */
export const webchat: Channel = {
  name: 'webchat',
  pushes: false,
  send: async () => ({ state: 'sent' }),
};
