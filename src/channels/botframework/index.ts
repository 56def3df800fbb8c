export { createAuthenticate } from './authenticate.js';
export { createKeySource } from './keys.js';
export { mountBotFramework } from './mountBotFramework.js';
export { readJson } from './readJson.js';
export { createBotFrameworkChannel } from './send.js';
export type { BotFrameworkSettings } from './settings.js';
export { createTokenSource } from './token.js';
