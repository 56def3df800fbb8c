import { useEffect, useState } from 'preact/hooks';
import * as api from './api.js';
import { Sheet } from './sheet.js';

const OTHERS = [
  ['status 502', { status: 502 }],
  ['no answer', { fault: 'hang' }],
  ['refused in mid-air', { fault: 'reset' }],
  ['taken, answer lost', { fault: 'drop' }],
] as const;

const ORDERS = ['sent delivered', 'delivered sent', 'sent delivered read', 'read', 'sent'];

/** What the platform does: which errors come next, and in which order it reports. */
export function PlatformSheet({ onClose }: { onClose: () => void }) {
  const [codes, setCodes] = useState<api.ErrorCode[]>([]);
  const [ahead, setAhead] = useState(0);
  const [fault, setFault] = useState<object>({ code: 131_056 });
  const [times, setTimes] = useState(1);
  const show = (answer: { ahead: unknown[] }) => setAhead(answer.ahead.length);
  useEffect(() => {
    void api.faults().then((answer) => {
      setCodes(answer.codes);
      show(answer);
    });
  }, []);
  const options = [
    ...codes.map(({ code, title }) => [`${code} ${title}`, { code }] as const),
    ...codes.map(({ code, title }) => [`${code} ${title}, in a status`, { code, by: 'status' }] as const),
    ...OTHERS,
  ];
  return (
    <Sheet title="Platform" onClose={onClose}>
      <label>
        The next messages of the service fail with
        <select
          value={JSON.stringify(fault)}
          onChange={({ currentTarget }) => setFault(JSON.parse(currentTarget.value))}
        >
          {options.map(([title, value]) => (
            <option key={title} value={JSON.stringify(value)}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <div class="line">
        <label>
          times{' '}
          <input
            type="number"
            min={1}
            max={100}
            value={times}
            onInput={({ currentTarget }) => setTimes(currentTarget.valueAsNumber || 1)}
          />
        </label>
        <button type="button" onClick={() => api.planFault({ ...fault, times }).then(show)}>
          Plan
        </button>
        <button type="button" onClick={() => api.clearFaults().then(show)}>
          None
        </button>
        <output>{ahead} ahead</output>
      </div>
      <label>
        Statuses are reported as
        <select onChange={({ currentTarget }) => void api.setStatuses(currentTarget.value.split(' '))}>
          {ORDERS.map((order) => (
            <option key={order} value={order}>
              {order.replaceAll(' ', ', ')}
            </option>
          ))}
        </select>
      </label>
    </Sheet>
  );
}
