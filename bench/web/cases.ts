import { QUESTION } from './room.js';

/** One page that greets by itself and shows the first question. */
export interface Case {
  name: string;
  path: string;
  /** The page, where it is not the service's own. */
  html?: string;
  /** Files of bench/web/peers/node_modules that it loads, by address. */
  files?: Record<string, string>;
  /** Runs in the page until it has greeted: what a woman does by her first tap. */
  greet?: string;
}

const page = (body: string) =>
  `<!doctype html><html lang="es"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Chat</title><body style="height:95vh">${body}</body></html>`;

/** Each page that is visited. */
export const CASES: readonly Case[] = [
  {
    name: 'ours',
    path: '/',
    greet: `const greeting = document.querySelector('#greetings button');
      if (greeting && !document.querySelector('.own')) greeting.click();`,
  },
  {
    name: 'botframework-webchat 4.18.1, minimal',
    path: '/webchat',
    files: { '/webchat-minimal.js': 'botframework-webchat/dist/webchat-minimal.js' },
    html: page(`<div id="webchat" style="height:100%"></div><script src="/webchat-minimal.js"></script><script type="module">
      const { token } = await (await fetch('/v3/directline/tokens/generate', { method: 'POST' })).json();
      const domain = location.origin + '/v3/directline';
      const directLine = WebChat.createDirectLine({ token, domain, webSocket: false, pollingInterval: 200 });
      WebChat.renderWebChat({ directLine, locale: 'es-ES' }, document.getElementById('webchat'));
      directLine.postActivity({ type: 'message', text: 'hola', from: { id: 'person' } }).subscribe();
    </script>`),
  },
  {
    name: 'deep-chat 2.4.2',
    path: '/deep-chat',
    files: { '/deepChat.bundle.js': 'deep-chat/dist/deepChat.bundle.js' },
    html: page(`<script type="module">
      import '/deepChat.bundle.js';
      const chat = document.createElement('deep-chat');
      let greeting;
      // Each property that is set renders it anew; what was said before that is gone.
      chat.onComponentRender = () => {
        clearTimeout(greeting);
        if (!chat.greeted) greeting = setTimeout(() => {
          chat.greeted = true;
          chat.submitUserMessage({ text: 'hola' });
        });
      };
      chat.connect = { url: '/echo' };
      document.body.append(chat);
    </script>`),
  },
  {
    name: 'vue-advanced-chat 2.1.2',
    path: '/vue-advanced-chat',
    files: { '/vue-advanced-chat.es.js': 'vue-advanced-chat/dist/vue-advanced-chat.es.js' },
    html: page(`<vue-advanced-chat id="chat" height="90vh"></vue-advanced-chat><script type="module">
      import { register } from '/vue-advanced-chat.es.js';
      register();
      const chat = document.getElementById('chat');
      const users = [{ _id: 'her', username: 'Tú' }, { _id: 'bot', username: 'Chat' }];
      chat.currentUserId = 'her';
      chat.rooms = [{ roomId: '1', roomName: 'Chat', users }];
      chat.roomId = '1';
      chat.loadFirstRoom = true;
      chat.roomsLoaded = true;
      const hola = { _id: '1', content: 'hola', senderId: 'her', date: '1 enero', timestamp: '10:00' };
      chat.messages = [hola];
      const { text } = await (await fetch('/echo', { method: 'POST' })).json();
      chat.messages = [hola, { ...hola, _id: '2', content: text, senderId: 'bot' }];
      chat.messagesLoaded = true;
    </script>`),
  },
];

/** Often enough for a figure of two decimals, seldom enough not to be measured itself. */
const LOOK_MS = 40;

/** Whether the question is on screen, looked for in shadow trees too; told to the bench the moment it is. */
export const watching = ({ greet = '' }: Case): string => `
  const textOf = (root) => root.textContent.includes(${JSON.stringify(QUESTION)})
    || [...root.querySelectorAll('*')].some(({ shadowRoot }) => shadowRoot && textOf(shadowRoot));
  const looking = setInterval(() => {
    if (!document.body) return;
    ${greet}
    if (!textOf(document.body)) return;
    clearInterval(looking);
    requestAnimationFrame(() => requestAnimationFrame(() => window.questionSeen(performance.now())));
  }, ${LOOK_MS});`;
