import { lookup } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIPv6, type LookupFunction } from 'node:net';
import { RumboError } from '../../errors.js';

/** Addresses that belong to nobody on the public net: a name of the platform that leads there was tampered with. */
const PRIVATE = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  PRIVATE.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE.addSubnet(net, bits, 'ipv6');

/** An address in the forms that IPv4 has inside IPv6 counts as what it stands for. */
export const isPrivate = (address: string): boolean => PRIVATE.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

/** Looks a name up and takes only public addresses, so that the address checked is the one connected to. */
const publicOnly: LookupFunction = (host, options, done) =>
  lookup(host, { ...options, all: true }, (error, addresses) => {
    const found = addresses?.find(({ address }) => !isPrivate(address));
    if (error || !found) return done(error ?? refused('an address that is not public'), []);
    return options.all ? done(null, [found]) : done(null, found.address, found.family);
  });

const refused = (came: string) => new RumboError('media_unavailable', `Expected a file of the platform; came ${came}.`);

export interface Download {
  headers: Record<string, string>;
  maxBytes: number;
  timeoutMs: number;
  /** Set for the real platform: its names must lead to public addresses. */
  publicOnly: boolean;
}

/** Gets a file whole. Follows no redirect, since a token goes along. @throws RumboError media_unavailable */
export function download(url: URL, { headers, maxBytes, timeoutMs, publicOnly: isPublic }: Download): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const open = url.protocol === 'http:' ? httpRequest : httpsRequest;
    const request = open(url, { headers, ...(isPublic && { lookup: publicOnly }) });
    const timer = setTimeout(() => request.destroy(refused(`nothing in ${timeoutMs} ms`)), timeoutMs);
    request.once('response', (response) => void read(response, maxBytes).then(resolve, reject));
    request.once('error', (cause) => reject(cause instanceof RumboError ? cause : refused('no connection')));
    request.once('close', () => clearTimeout(timer));
    request.end();
  });
}

async function read(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const { statusCode } = response;
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    if (statusCode !== 200) throw refused(`status ${statusCode}`);
    for await (const chunk of response as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > maxBytes) throw refused(`more than ${maxBytes} bytes`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (cause) {
    throw cause instanceof RumboError ? cause : refused('a part of it');
  } finally {
    response.destroy();
  }
}
