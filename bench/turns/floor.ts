/** (floor) What cannot be left out: the signature is checked and two scripts run in Redis; the reply is always the same. */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { createClient } from 'redis';

const { PORT, REDIS_URL, WHATSAPP_APP_SECRET = '' } = process.env;
const client = createClient({ url: REDIS_URL });
await client.connect();

const APPEND = `redis.call('RPUSH', KEYS[1], ARGV[1]); return redis.call('GET', KEYS[2])`;
const COMMIT = `redis.call('SET', KEYS[2], ARGV[1]); redis.call('DEL', KEYS[1]); return 1`;
const append = await client.scriptLoad(APPEND);
const commit = await client.scriptLoad(COMMIT);

createServer(async (request, response) => {
  const body = await read(request);
  const signature = createHmac('sha256', WHATSAPP_APP_SECRET).update(body).digest('hex');
  if (request.headers['x-hub-signature-256'] !== `sha256=${signature}`) return response.writeHead(401).end();
  const message = JSON.parse(body).entry[0].changes[0].value.messages[0];
  const keys = [`{x}i:${message.from}`, `{x}c:${message.from}`];
  await client.evalSha(append, { keys, arguments: [body] });
  await client.evalSha(commit, { keys, arguments: ['{"at":"need"}'] });
  return response.end('{"text":"ok"}');
}).listen(Number(PORT), '127.0.0.1');

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
