import type { ShownActivity } from '../../src/channels/webchat/outgoing.js';
import { eventually } from './service.js';

export interface Choice {
  slot: string;
  value: string;
  title: string;
}

const BASE = '/v3/directline/conversations';
/** From "hola" to the first service. */
const MAX_ANSWERS = 4;

/** A woman on the web chat, as a Direct Line client sees her conversation. */
export class Woman {
  readonly #url: string;
  readonly id: string;
  readonly token: string;
  /** Up to where she has read. */
  watermark = '0';
  /** What was said to her last. */
  heard: ShownActivity[] = [];

  constructor(url: string, { id, token }: { id: string; token: string }) {
    this.#url = url;
    this.id = id;
    this.token = token;
  }

  static async arrive(url: string): Promise<Woman> {
    const response = await fetch(`${url}${BASE}`, { method: 'POST' });
    const { conversationId, token } = (await response.json()) as { conversationId: string; token: string };
    return new Woman(url, { id: conversationId, token });
  }

  /** The same conversation at another start of the service. */
  at(url: string): Woman {
    const same = new Woman(url, this);
    same.watermark = this.watermark;
    return same;
  }

  ask(method: string, path = 'activities', body?: string, token = this.token): Promise<Response> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    return fetch(`${this.#url}${BASE}/${this.id}/${path}`, { method, headers, ...(body !== undefined && { body }) });
  }

  /** Posts without waiting for an answer. @returns the id of her message */
  async post(activity: object): Promise<string> {
    const response = await this.ask('POST', 'activities', JSON.stringify({ type: 'message', ...activity }));
    if (response.status !== 200) throw new Error(`refused with ${response.status}`);
    return ((await response.json()) as { id: string }).id;
  }

  /** What came since she last read. */
  async news(): Promise<ShownActivity[]> {
    const response = await this.ask('GET', `activities?watermark=${this.watermark}`);
    const { activities, watermark } = (await response.json()) as { activities: ShownActivity[]; watermark: string };
    this.watermark = watermark;
    return activities;
  }

  /** @returns what was said in answer; her message and its answer are written together, so it is whole */
  async send(activity: object): Promise<string> {
    const id = await this.post(activity);
    const seen: ShownActivity[] = [];
    await eventually(async () => {
      seen.push(...(await this.news()));
      return seen.some((one) => one.id === id) || undefined;
    });
    this.heard = seen.filter(({ from }) => from.role === 'bot');
    return this.heard.map(({ text }) => text).join('\n');
  }

  say = (text: string) => this.send({ text });
  tap = ({ slot, value, title }: Choice) => this.send({ text: title, value: { slot, value } });

  /** Asks, confirms, and reads the receipt: her own words are gone by then. */
  async erase(): Promise<string> {
    await this.say('borrar mis datos');
    await this.post({ text: 'sí' });
    const [receipt] = await eventually(async () => {
      const news = await this.news();
      return news.length > 0 ? news : undefined;
    });
    return receipt?.text ?? '';
  }

  /** The buttons of the question on her screen. */
  get choices(): Choice[] {
    const actions = this.heard.findLast((one) => one.suggestedActions)?.suggestedActions?.actions ?? [];
    return actions.map(({ title, value }) => ({ title, ...(value as { slot: string; value: string }) }));
  }

  /** Greets, then taps: the choices named in `plan` by slot, else the first. @returns how many answers led to an offer */
  async tapThrough(greeting: string, plan: Record<string, string>, arrived: () => boolean): Promise<number> {
    await this.say(greeting);
    for (let answers = 1; answers <= MAX_ANSWERS; answers += 1) {
      const choice = this.choices.find(({ slot, value }) => plan[slot] === value) ?? this.choices[0];
      if (!choice) throw new Error('No choice was offered.');
      await this.tap(choice);
      if (arrived()) return answers;
    }
    throw new Error(`No service after ${MAX_ANSWERS} answers.`);
  }
}
