const LOCAL = ['localhost', '127.0.0.1', '[::1]'];
const MAX_LENGTH = 2048;
/** Programs do not agree on what a backslash in an address means. */
const PLAIN = /^https?:\/\/[^\s\\]+$/;

function parse(address: string): URL | undefined {
  return address.length <= MAX_LENGTH && PLAIN.test(address) && URL.canParse(address) ? new URL(address) : undefined;
}

/** True for an address on this very machine, as the Emulator gives. */
export function isLocal(address: string): boolean {
  const url = parse(address);
  return url !== undefined && LOCAL.includes(url.hostname);
}

/** `*.example.org` stands for every name under it and not for itself. */
const isHost = (host: string, pattern: string) =>
  pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) && host !== pattern.slice(1) : host === pattern;

function fits(url: URL, entry: string): boolean {
  const [protocol, pattern] = entry.split('://');
  if (url.protocol !== `${protocol}:` || !isHost(url.hostname, pattern ?? '')) return false;
  // The Emulator takes another port at each start; everybody else has the port of https.
  return url.protocol === 'https:' ? url.port === '' : LOCAL.includes(url.hostname);
}

/**
 * True where replies, and with them our token, may go to this address.
 * @param allowed `https://host`, `https://*.host` or `http://localhost` (any port)
 */
export function isAllowed(serviceUrl: string, allowed: readonly string[]): boolean {
  const url = parse(serviceUrl);
  if (!url || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return false;
  return allowed.some((entry) => fits(url, entry));
}
