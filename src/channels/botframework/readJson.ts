/** Metadata and keys together have some 10 kB. */
const MAX_BYTES = 1024 * 1024;
const TIMEOUT_MS = 10_000;

/** Reads a JSON document from exactly this address. @throws Error where it does not come, is no JSON or too long */
export async function readJson(url: string): Promise<unknown> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok || !response.body) throw new Error(`A document of keys: answer ${response.status}.`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_BYTES) throw new Error('A document of keys is too long.');
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString());
}
