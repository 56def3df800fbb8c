import type { DirectLineDeps } from './deps.js';
import { Refused } from './http.js';
import type { Grant } from './tokens.js';

/** Tickets remembered at once; each opens a stream, and streams are fewer. */
const MAX_REMEMBERED = 20_000;

/** Opens each ticket once. It stands in an address, which may be written down on its way, and is worth nothing then. */
export class TicketGate {
  /** The second at which each used ticket expires, oldest use first. */
  private readonly used = new Map<string, number>();

  constructor(private readonly deps: Pick<DirectLineDeps, 'tokens' | 'now'>) {}

  /** @throws Refused 403 for a ticket that is expired, altered or used, 429 when too many were used of late */
  async open(ticket: string | undefined): Promise<Grant> {
    const found = ticket === undefined ? undefined : await this.deps.tokens.verifyTicket(ticket);
    if (!found || this.used.has(found.id)) throw new Refused(403, 'TokenExpired', 'Ticket missing, used or expired');
    this.forgetExpired();
    if (this.used.size >= MAX_REMEMBERED) throw new Refused(429, 'TooManyRequests', 'Too many streams');
    this.used.set(found.id, found.expires);
    return found.grant;
  }

  private forgetExpired(): void {
    const now = this.deps.now() / 1000;
    for (const [id, expires] of this.used) {
      if (expires > now) return;
      this.used.delete(id);
    }
  }
}
