import { type Browser, chromium } from 'playwright-core';
import { installPeers } from '../peers.js';
import { count, flag, readOptions, someOf } from '../support/options.js';
import { type Column, table } from '../support/table.js';
import { CASES, type Case, watching } from './cases.js';
import { serveAll } from './serve.js';

const {
  rounds,
  json,
  case: cases,
} = readOptions({
  rounds: count('visits of each page', 3),
  case: someOf('only this page', CASES),
  json: flag('for programs'),
});
if (cases.some(({ files }) => files)) installPeers('web/peers');

/** A slow phone on a slow line: six times slower than this machine, 400 ms to each answer, 50 kB in a second. */
const CPU_TIMES = 6;
const LINE = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const PHONE = { width: 360, height: 640 };
const PATIENCE_MS = 120_000;
const ARGS = '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking';

interface Visit {
  /** Bytes over the wire until the question was there. */
  bytes: number;
  requests: number;
  /** From the start of the navigation, in ms. */
  question: number;
}

async function visit(browser: Browser, url: string, one: Case): Promise<Visit> {
  const context = await browser.newContext({ viewport: PHONE, locale: 'es' });
  // Some ask others for fonts and icons: that is left out, in their favour.
  await context.route(
    (address) => !address.href.startsWith(url),
    (route) => route.abort(),
  );
  const page = await context.newPage();
  const debug = await context.newCDPSession(page);
  let [bytes, requests] = [0, 0];
  debug.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
    requests += 1;
  });
  await debug.send('Network.enable');
  await debug.send('Network.emulateNetworkConditions', LINE);
  await debug.send('Emulation.setCPUThrottlingRate', { rate: CPU_TIMES });
  const seen = new Promise<number>((resolve) => page.exposeFunction('questionSeen', resolve));
  await page.addInitScript(watching(one));
  await page.goto(url + one.path, { timeout: PATIENCE_MS, waitUntil: 'commit' });
  const late = setTimeout(() => process.stderr.write(`${one.name}: still no question\n`), PATIENCE_MS);
  const question = await seen;
  clearTimeout(late);
  await context.close();
  return { bytes, requests, question };
}

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

type Row = { name: string } & Visit;

const COLUMNS: Column<Row>[] = [
  { title: 'page', of: ({ name }) => name },
  { title: 'kB over the wire', of: ({ bytes }) => (bytes / 1000).toFixed(1) },
  { title: 'requests', of: ({ requests }) => String(requests) },
  { title: 'first question, s', of: ({ question }) => (question / 1000).toFixed(2) },
];

const { url, stop } = await serveAll(cases);
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ARGS.split(' ') });
const visits = new Map<string, Visit[]>(cases.map(({ name }) => [name, []]));
for (let round = 1; round <= rounds; round += 1)
  for (const one of cases) {
    const found = await visit(browser, url, one);
    visits.get(one.name)?.push(found);
    process.stderr.write(`round ${round} ${one.name}: ${Math.round(found.question)} ms, ${found.bytes} bytes\n`);
  }
await browser.close();
stop();

const rows: Row[] = [...visits].map(([name, all]) => ({
  name,
  bytes: median(all.map(({ bytes }) => bytes)),
  requests: median(all.map(({ requests }) => requests)),
  question: median(all.map(({ question }) => question)),
}));
console.log(json ? JSON.stringify(rows) : table(COLUMNS, rows));
process.exit(0);
