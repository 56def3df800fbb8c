import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSealer } from '../../src/sealing/sealer.js';
import { openStore } from '../../src/store/open.js';

/** How long the disk of a busy test machine may take; the product refuses much sooner. */
export const PATIENCE_MS = 15_000;

/** A real embedded store in a folder of its own, with a clock that a test moves. */
export async function keep(at = Date.parse('2026-01-15T10:00:00Z')) {
  const folder = mkdtempSync(join(tmpdir(), 'rumbo-test-'));
  const clock = { at };
  const now = () => clock.at;
  const sealer = createSealer(randomBytes(32));
  const store = await openStore({ folder, now, sealer, patienceMs: () => PATIENCE_MS });
  const end = async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, clock, now, sealer, store, end };
}

export type Keeping = Awaited<ReturnType<typeof keep>>;
