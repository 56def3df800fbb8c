import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Who asks, as far as counting needs it. */
export interface Callers {
  /** The address, for delays and counts; of IPv6 the /64, since one household or server often holds it whole. */
  addressOf(request: IncomingMessage): string;
  /** True where neither a proxy nor anybody outside this machine asks. */
  isFromHere(request: IncomingMessage): boolean;
}

/**
 * A proxy says in X-Forwarded-For for whom it asks. This machine is believed, and the networks named; nobody else, since
 * anybody can write that header.
 * @param proxies addresses or networks such as 172.30.0.0/24
 */
export function createCallers(proxies: readonly string[] = []): Callers {
  const [here, believed] = [listOf(['127.0.0.0/8', '::1']), listOf(['127.0.0.0/8', '::1', ...proxies])];
  const peerOf = ({ socket }: IncomingMessage): string => plain(socket.remoteAddress ?? 'unknown');
  const told = (request: IncomingMessage): string => {
    const { headers } = request;
    const peer = peerOf(request);
    const last = String(headers['x-forwarded-for'] ?? '')
      .split(',')
      .at(-1)
      ?.trim();
    return (holds(believed, peer) && last && plain(last)) || peer;
  };
  return {
    addressOf: (request) => networkOf(told(request)),
    isFromHere: (request) => holds(here, peerOf(request)) && holds(here, told(request)),
  };
}

function listOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, Number(bits ?? (family === 'ipv6' ? 128 : 32)), family);
  }
  return list;
}

const holds = (list: BlockList, address: string): boolean =>
  isIP(address) > 0 && list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** An address of IPv4 that came over IPv6 is the one of IPv4. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');

const networkOf = (address: string): string =>
  isIP(address) === 6 && !address.startsWith('::') ? address.split(':').slice(0, 4).join(':') : address;
