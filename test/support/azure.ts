import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type JWTPayload, SignJWT } from 'jose';
import { eventually } from './service.js';
import type { Choice } from './serviceWoman.js';

export const APP_ID = '11111111-1111-4111-8111-111111111111';
export const TENANT = '22222222-2222-4222-8222-222222222222';
export const PASSWORD = 'app-password';
export const ISSUER = 'https://api.botframework.com';
const ACCESS_TOKEN = 'access-token';

/** A reply as the connector got it. */
export interface Reply {
  path: string;
  text: string;
  from: { id: string };
  recipient: { id: string };
  suggestedActions?: { actions: { type: string; title: string; value: Choice }[] };
}

/** What Azure Bot Service is to a bot: an issuer with published keys, a login service, and a connector for replies. */
export interface Azure {
  url: string;
  privateKey: KeyObject;
  publicKey: KeyObject;
  replies: Reply[];
  /** Paths that were asked for, in order. */
  asked: string[];
  /** What the connector answers; 200 unless told. */
  answers: { status: number; body?: object; headers?: Record<string, string> }[];
  /** The settings of a service that trusts it. */
  env: Record<string, string>;
  /** A token that is right in all, but for what is given. @param at seconds since 1970 */
  sign(claims?: JWTPayload, header?: object, at?: number): Promise<string>;
  close(): Promise<void>;
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

export async function startAzure(): Promise<Azure> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const jwk = publicKey.export({ format: 'jwk' });
  const endorsements = ['webchat', 'directline', 'msteams', 'telegram'];
  const keys = [
    { ...jwk, kid: 'signing', endorsements },
    { ...jwk, kid: 'bare' },
  ];
  const server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const azure: Azure = {
    url,
    privateKey,
    publicKey,
    replies: [],
    asked: [],
    answers: [],
    env: {
      MicrosoftAppId: APP_ID,
      MicrosoftAppPassword: PASSWORD,
      BOT_SERVICE_URLS: 'http://127.0.0.1',
      ToBotFromChannelOpenIdMetadataUrl: `${url}/metadata`,
      ToChannelFromBotLoginUrl: `${url}/login`,
    },
    sign: (claims = {}, header = {}, at = Math.floor(Date.now() / 1000)) =>
      new SignJWT({ iss: ISSUER, aud: APP_ID, serviceurl: url, nbf: at, exp: at + 3600, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'signing', ...header })
        .sign(privateKey),
    async close() {
      server.closeAllConnections();
      server.close();
    },
  };

  function login(form: URLSearchParams): [number, object] {
    const right = form.get('client_id') === APP_ID && form.get('client_secret') === PASSWORD;
    return right
      ? [200, { access_token: ACCESS_TOKEN, expires_in: 3600 }]
      : [401, { error: 'invalid_client', error_description: 'no' }];
  }

  function take(request: IncomingMessage, body: string): [number, object, Record<string, string>?] {
    if (request.headers.authorization !== `Bearer ${ACCESS_TOKEN}`) return [401, {}];
    const {
      status = 200,
      body: answered = { id: `r-${azure.replies.length + 1}` },
      headers,
    } = azure.answers.shift() ?? {};
    if (status === 200) azure.replies.push({ ...JSON.parse(body), path: decodeURIComponent(request.url ?? '') });
    return [status, answered, headers];
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '', body] = [request.url, await read(request)];
    azure.asked.push(path);
    const [status, answered, headers = {}] =
      path === '/metadata'
        ? ([200, { issuer: ISSUER, jwks_uri: `${url}/keys` }] as const)
        : path === '/keys'
          ? ([200, { keys }] as const)
          : path.startsWith('/login/')
            ? login(new URLSearchParams(body))
            : take(request, body);
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(answered));
  }
  return azure;
}

/** From "hola" to the first service. */
const MAX_TAPS = 6;

let count = 0;

/** Somebody on a channel of Azure Bot Service. */
export class OnAzure {
  readonly id = `user-${++count}`;
  readonly conversation = `conversation|${count}`;
  /** What was said to her last. */
  heard: Reply[] = [];
  readonly #azure: Azure;
  readonly #service: string;
  readonly #channelId: string;
  #sent = 0;

  constructor(azure: Azure, service: string, channelId = 'webchat') {
    this.#azure = azure;
    this.#service = service;
    this.#channelId = channelId;
  }

  activity(own: object): object {
    this.#sent += 1;
    return {
      type: 'message',
      id: `${this.conversation}-${this.#sent}`,
      channelId: this.#channelId,
      serviceUrl: this.#azure.url,
      conversation: { id: this.conversation },
      from: { id: this.id, name: 'Her Name' },
      recipient: { id: 'our-bot' },
      ...own,
    };
  }

  /** @returns the HTTP status */
  async post(own: object, token?: string): Promise<number> {
    const authorization = `Bearer ${token ?? (await this.#azure.sign())}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const body = JSON.stringify(this.activity(own));
    return (await fetch(`${this.#service}/api/messages`, { method: 'POST', headers, body })).status;
  }

  get #own(): Reply[] {
    return this.#azure.replies.filter(({ recipient }) => recipient.id === this.id);
  }

  /** @returns what was said in answer, once a question or a text that fits has come */
  async send(own: object, until?: RegExp): Promise<string> {
    const before = this.#own.length;
    const status = await this.post(own);
    if (status !== 200) throw new Error(`refused with ${status}`);
    await eventually(() => {
      this.heard = this.#own.slice(before);
      return this.heard.some((one) => one.suggestedActions || until?.test(one.text)) || undefined;
    });
    return this.heard.map(({ text }) => text).join('\n');
  }

  say = (text: string, until?: RegExp) => this.send({ text }, until);

  /** Presses buttons until a service is named: those in `plan` by slot, else the first. @returns what was said last */
  async tapThrough(plan: Record<string, string>): Promise<string> {
    for (let taps = 0; taps < MAX_TAPS; taps += 1) {
      const actions = this.heard.findLast((one) => one.suggestedActions)?.suggestedActions?.actions ?? [];
      const pressed = actions.find(({ value }) => plan[value.slot] === value.value) ?? actions[0];
      if (!pressed) throw new Error('No button was offered.');
      const said = await this.send({ text: pressed.title, value: pressed.value }, /☎/);
      if (said.includes('☎')) return said;
    }
    throw new Error(`No service after ${MAX_TAPS} taps.`);
  }
}
