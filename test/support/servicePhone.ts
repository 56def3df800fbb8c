import { once } from 'node:events';
import { request as ask, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type GraphStandIn, type GraphStandInOptions, startGraphStandIn } from '../../src/channels/graph/index.js';
import { eventually, type Service, startService } from './service.js';
import type { Choice } from './serviceWoman.js';

export const SECRETS = {
  phoneNumberId: '106540352242922',
  accessToken: 'EAAG-test',
  appSecret: 'b4d5',
  verifyToken: 'v1',
};

/** A webhook that was refused, on a disk that stood still, comes again as the platform's does. */
const RETRY_DELAYS_MS = [250, 500, 1_000, 2_000, 4_000];

/** The service with a stand-in of the Graph API on its other side. */
export interface OnWhatsApp {
  service: Service;
  graph: GraphStandIn;
  /** The HTTP status of everything that was sent, in order; 0 where no answer came. */
  answers: number[];
  close(): Promise<void>;
}

/** The service's address is known only once it runs, and it must know the stand-in's before: a door stands between. */
export async function startOnWhatsApp(
  env: Record<string, string> = {},
  own: Partial<GraphStandInOptions> = {},
): Promise<OnWhatsApp> {
  const answers: number[] = [];
  let target = '';
  const door = createServer((request, response) => {
    const { method, headers, url } = request;
    const onward = ask(`${target}${url}`, { method, headers }, (answer) => {
      answers.push(answer.statusCode ?? 0);
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => {
      answers.push(0);
      response.destroy();
    });
    request.pipe(onward);
  }).listen(0, '127.0.0.1');
  await once(door, 'listening');
  const service = await startService({
    env: {
      WHATSAPP_PHONE_NUMBER_ID: SECRETS.phoneNumberId,
      WHATSAPP_ACCESS_TOKEN: SECRETS.accessToken,
      WHATSAPP_APP_SECRET: SECRETS.appSecret,
      WHATSAPP_VERIFY_TOKEN: SECRETS.verifyToken,
      WHATSAPP_GRAPH_URL: `http://127.0.0.1:${(door.address() as AddressInfo).port}/v23.0`,
      ...env,
    },
  });
  const webhookUrl = `${service.url}/webhooks/whatsapp`;
  const graph = await startGraphStandIn({ ...SECRETS, webhookUrl, retryDelaysMs: RETRY_DELAYS_MS, ...own });
  target = new URL(graph.url).origin;
  return {
    service,
    graph,
    answers,
    async close() {
      await graph.close();
      door.closeAllConnections();
      door.close();
    },
  };
}

interface Bubble {
  text?: { body: string };
  interactive?: {
    type: 'button' | 'list';
    body: { text: string };
    action: { buttons?: { reply: Row }[]; sections?: { rows: Row[] }[] };
  };
}
type Row = { id: string; title: string };

/** A woman's phone with WhatsApp. */
export class Phone {
  readonly #graph: GraphStandIn;
  readonly number: string;
  #read = 0;
  /** The bubbles that came in answer to what she did last. */
  heard: Bubble[] = [];

  constructor(graph: GraphStandIn, number: string) {
    this.#graph = graph;
    this.number = number;
  }

  /** All that was ever sent to her. */
  received(): Bubble[] {
    const lines = this.#graph.ledger(this.number).filter(({ from }) => from === 'service');
    return lines.map(({ message }) => message as Bubble);
  }

  /** Waits until what was said so far ends as `whole` says: bubbles come one by one. */
  async listen(whole: (heard: Bubble[]) => boolean): Promise<string> {
    this.heard = await eventually(() => {
      const heard = this.received().slice(this.#read);
      return whole(heard) ? heard : undefined;
    });
    this.#read += this.heard.length;
    return this.texts.join('\n');
  }

  get texts(): string[] {
    return this.heard.map(textOf);
  }

  /** What can be tapped, in the last bubble that has something. */
  get choices(): (Choice & { kind: 'button' | 'row' })[] {
    const { action, type } = this.heard.findLast(({ interactive }) => interactive)?.interactive ?? {};
    const rows =
      action?.buttons?.map(({ reply }) => reply) ?? action?.sections?.flatMap((section) => section.rows) ?? [];
    return rows.map(({ id, title }) => {
      const [slot = '', value = ''] = id.split(':');
      return { slot, value, title, kind: type === 'button' ? 'button' : 'row' };
    });
  }

  say = (text: string) => this.#graph.inbound(this.number, { type: 'text', text });
  tap = ({ slot, value, title, kind }: Choice & { kind: 'button' | 'row' }) =>
    this.#graph.inbound(this.number, { type: kind, id: `${slot}:${value}`, title });
}

export const textOf = ({ text, interactive }: Bubble) => text?.body ?? interactive?.body.text ?? '';
/** The bot's turn ends with a question. */
export const asks = (heard: Bubble[]) => heard.at(-1)?.interactive !== undefined;
export const says = (words: string) => (heard: Bubble[]) => heard.some((bubble) => textOf(bubble).includes(words));
