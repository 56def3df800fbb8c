import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { buildChat } from '../../.ci/chat.mjs';
import { type PageOptions, servePage } from '../../src/channels/webchat/index.js';
import { Room, type Serving, serve } from '../channels/webchat/server.js';

const LOCALES = new URL('../../locales', import.meta.url).pathname;
const EXIT = 'https://www.meteo.be/';
export const words = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(join(LOCALES, language, 'web.json'), 'utf8'));

const ARGS =
  '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

export const QUESTION = {
  text: '¿Qué quieres ver primero?\nUrgencias: 112, o 0800 32 123, o https://example.org/a.',
  suggestedActions: {
    to: [],
    actions: ['Casa', 'Trabajo', 'Salud'].map((title) => ({
      type: 'messageBack',
      title,
      text: title,
      displayText: title,
      value: { slot: 'need', value: title.toLowerCase() },
    })),
  },
};

const HOW = { executablePath: '/usr/bin/chromium', args: ARGS.split(' ') };
const PHONE = { viewport: { width: 320, height: 640 }, locale: 'es' };

export const launch = (): Promise<Browser> => chromium.launch(HOW);

/** A browser in which frames of other sites may store something; where they may not is what `launch` gives. */
export async function launchStoring(): Promise<BrowserContext> {
  const profile = mkdtempSync(join(tmpdir(), 'rumbo-profile-'));
  mkdirSync(join(profile, 'Default'));
  writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify({ profile: { cookie_controls_mode: 0 } }));
  return chromium.launchPersistentContext(profile, { ...HOW, ...PHONE });
}

/** Builds the page as a release would. @returns its folder */
export async function buildPage(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'rumbo-page-'));
  await buildChat(folder);
  return folder;
}

/** Greets with a question, then says again what it was told. */
function answerAll(room: Room): void {
  room.onAccepted = ({ identity, activity }) => {
    const first = room.accepted.length === 1;
    if (first) room.reply(identity, QUESTION.text, { suggestedActions: QUESTION.suggestedActions });
    else room.reply(identity, `Eco: ${activity.text}`);
  };
}

/** A room behind a real server, and a small phone that looks at its page. */
export class House {
  readonly room = new Room();

  private constructor(
    readonly folder: string,
    private readonly options: PageOptions,
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    answerAll(this.room);
  }
  serving: Serving | undefined;

  static async open(browser: Browser, folder: string, options: PageOptions = {}): Promise<House> {
    return House.openIn(await browser.newContext(PHONE), folder, options);
  }

  static async openIn(context: BrowserContext, folder: string, options: PageOptions): Promise<House> {
    context.setDefaultTimeout(15_000);
    await context.route(`${EXIT}**`, (route) => route.fulfill({ contentType: 'text/html', body: '<p>El tiempo</p>' }));
    const house = new House(folder, { locales: LOCALES, ...options }, context, await context.newPage());
    await house.start();
    return house;
  }

  get url(): string {
    return this.serving?.url ?? '';
  }

  /** The conversation that was begun first. */
  get id(): string {
    return this.room.accepted[0]?.identity ?? '';
  }

  async start(port = 0): Promise<void> {
    this.serving = await serve(this.room, (server) => servePage(server, this.folder, this.options), port);
  }

  async stop(): Promise<void> {
    await this.serving?.stop();
  }

  /** As after a deployment: the same address, the same conversations. */
  async restart(meanwhile: () => void = () => {}): Promise<void> {
    const port = Number(new URL(this.url).port);
    await this.stop();
    meanwhile();
    await this.start(port);
  }

  async close(): Promise<void> {
    await this.context.close();
    await this.stop();
  }

  bubble = (text: string) => this.page.locator('.bubble', { hasText: text });
  button = (name: string) => this.page.getByRole('button', { name, exact: true });

  async write(text: string): Promise<void> {
    await this.page.locator('#words').fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Through the first tap to the first question. */
  async begin(): Promise<void> {
    await this.page.goto(this.url);
    await this.button('Hola').click();
    await this.bubble('¿Qué quieres').waitFor();
  }

  /** For people who look at what a change did: `PICTURES` names a folder. */
  async picture(name: string): Promise<void> {
    const folder = process.env['PICTURES'] ?? '';
    if (existsSync(folder)) await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }
}

/** What every test of a file has once `moveIn` was called: one browser, one built page, a house of its own. */
export let browser: Browser;
export let folder: string;
export let house: House;

export function moveIn(options: PageOptions = {}): void {
  beforeAll(async () => {
    [folder, browser] = await Promise.all([buildPage(), launch()]);
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    house = await House.open(browser, folder, options);
  });
  afterEach(() => house.close());
}
