import type { QueueAnswer } from '../../src/console/wire.js';
import { ask } from './api.js';
import { clockTime } from './format.js';
import { Menu } from './parts.js';
import { useSay } from './texts.js';
import { useAction } from './useAction.js';

const HOURS = [1, 2, 4] as const;
const HOUR_MS = 60 * 60_000;
/** The service lets nobody be here for longer at once. */
const LONGEST_MS = 12 * HOUR_MS;
const EVENING = 22;

/** Tonight at ten, where that lies ahead and within what the service allows. */
export function eveningAfter(now: number): number | undefined {
  const at = new Date(now).setHours(EVENING, 0, 0, 0);
  return at > now && at - now <= LONGEST_MS ? at : undefined;
}

/** "I am here until …", and who else is. */
export function Presence({ queue, now, onDone }: { queue: QueueAnswer; now: number; onDone: () => void }) {
  const say = useSay();
  const { busy, run } = useAction();
  const mine = queue.present.find(({ id }) => id === queue.me.id);
  const others = queue.present.filter(({ id }) => id !== queue.me.id).map(({ name }) => name);
  const evening = eveningAfter(now);

  const stay = async (until: number | null) => {
    if (await run(() => ask('presence', { method: 'PUT', body: { until } }))) onDone();
  };
  const choice = (words: string, until: () => number | null, close: () => void) => (
    <button
      type="button"
      key={words}
      disabled={busy}
      onClick={() => {
        close();
        void stay(until());
      }}
    >
      {words}
    </button>
  );
  const status = (
    <>
      <span class={mine ? 'dot on' : 'dot'} aria-hidden="true" />{' '}
      {mine ? say('top.hereUntil', { time: clockTime(say, mine.until) }) : say('top.notHere')}
    </>
  );

  return (
    <div class="presence">
      <Menu label={status}>
        {(close) => (
          <>
            {HOURS.map((hours) => choice(say('top.hours', { hours }), () => Date.now() + hours * HOUR_MS, close))}
            {evening && choice(say('top.hereUntil', { time: clockTime(say, evening) }), () => evening, close)}
            {others.length > 0 && <p class="others narrow">{say('top.others', { names: others.join(', ') })}</p>}
            {mine && choice(say('top.leave'), () => null, close)}
          </>
        )}
      </Menu>
      {others.length > 0 && <span class="others wide">{say('top.others', { names: others.join(', ') })}</span>}
    </div>
  );
}
