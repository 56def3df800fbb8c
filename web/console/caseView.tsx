import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { CaseAnswer, Me } from '../../src/console/wire.js';
import { ask, codeOf } from './api.js';
import { Consents } from './consents.js';
import { Ending } from './ending.js';
import { Facts } from './facts.js';
import { dayAndTime } from './format.js';
import { Problem, Urgency } from './parts.js';
import { factsLine } from './queue.js';
import { ReplyBox } from './replyBox.js';
import { useSay } from './texts.js';
import { Transcript } from './transcript.js';
import { type Action, useAction } from './useAction.js';
import type { Drafts } from './useDraft.js';

function Window({ endsAt, now }: { endsAt: number | undefined; now: number }) {
  const say = useSay();
  if (endsAt === undefined) return null;
  if (endsAt <= now) return <p class="notice strong">{say('case.windowOver')}</p>;
  return <p class="notice">{say('case.window', { time: dayAndTime(say, endsAt) })}</p>;
}

/** What would become of an answer now, by her own words on when she may be written to. */
function HerHours({ mayWrite }: { mayWrite: CaseAnswer['mayWrite'] }) {
  const say = useSay();
  if (!mayWrite || mayWrite.now) return null;
  const { why, until } = mayWrite;
  const late = why === 'window' ? say('case.hoursLate') : say('case.herself');
  return (
    <p class="notice strong">{until === undefined ? late : say('case.hours', { time: dayAndTime(say, until) })}</p>
  );
}

/** A case as the service has it now; asked for again with every change. */
function useCase(id: string, changes: number) {
  const [view, setView] = useState<CaseAnswer>();
  const [error, setError] = useState<string>();
  const load = useCallback(
    async (background = false) => {
      try {
        setView(await ask<CaseAnswer>(`cases/${id}`, { background }));
        setError(undefined);
      } catch (failure) {
        setError(codeOf(failure));
      }
    },
    [id],
  );
  const first = useRef(true);
  useEffect(() => {
    void load(!first.current);
    first.current = false;
  }, [load, changes]);
  return { view, error, load };
}

export interface CaseViewProps {
  id: string;
  me: Me;
  now: number;
  changes: number;
  drafts: Drafts;
  onBack: () => void;
  onChange: () => void;
}

/** One conversation: what is known, what was said, and what the coordinator may do with it. */
export function CaseView(props: CaseViewProps) {
  const { id, now, changes, onBack } = props;
  const say = useSay();
  const title = useRef<HTMLHeadingElement>(null);
  const { view, error, load } = useCase(id, changes);
  const action = useAction();
  useEffect(() => title.current?.focus(), []);
  const reload = () => {
    void load();
    props.onChange();
  };

  return (
    <section class="case" aria-labelledby="case-title">
      <div class="line">
        <button type="button" class="back" onClick={onBack}>
          <span aria-hidden="true">←</span> {say('back')}
        </button>
        <h2 id="case-title" tabIndex={-1} ref={title}>
          {view ? say.tag('reason', view.case.reason) : say('case.title')}
        </h2>
        {view && <Urgency high={view.case.urgency === 'high'} />}
      </div>
      {view && <p class="soft">{factsLine(say, view.case)}</p>}
      {view && <Facts view={view} />}
      {view && <Consents view={view} />}
      {view && <Transcript id={id} lines={view.lines} />}
      {view?.case.hiddenAt !== undefined && (
        <p class="notice strong">{say('case.hidden', { time: dayAndTime(say, view.case.hiddenAt) })}</p>
      )}
      {view?.case.shared && <p class="notice">{say('case.shared')}</p>}
      {view?.case.safeWordAt !== undefined && (
        <p class="notice strong">{say('case.safeWord', { time: dayAndTime(say, view.case.safeWordAt) })}</p>
      )}
      {view && <Window endsAt={view.windowEndsAt} now={now} />}
      {view && <HerHours mayWrite={view.mayWrite} />}
      {view && <Holding {...props} view={view} action={action} reload={reload} />}
      <Problem code={error ?? action.error} />
    </section>
  );
}

interface HoldingProps extends CaseViewProps {
  view: CaseAnswer;
  action: Action;
  reload: () => void;
}

/** What may be done depends on who holds the conversation. */
function Holding({ id, me, now, view, drafts, action, reload, onBack }: HoldingProps) {
  const say = useSay();
  const { case: card, windowEndsAt } = view;
  const post = async (path: string, body?: unknown) => {
    const done = await action.run(() => ask(`cases/${id}/${path}`, { method: 'POST', body }));
    reload();
    return done;
  };
  const finish = async (path: string, body?: unknown) => {
    if (!(await post(path, body))) return;
    drafts.delete(id);
    onBack();
  };

  if (card.state === 'waiting')
    return (
      <div class="claim">
        <button type="button" class="main" disabled={action.busy} onClick={() => void post('claim')}>
          {say('case.claim')}
        </button>
        <span class="hint">{say('case.claimHint')}</span>
      </div>
    );
  if (card.state !== 'claimed') return <p class="notice">{say('case.left')}</p>;
  if (card.coordinator?.id !== me.id)
    return <p class="notice">{say('case.taken', { name: card.coordinator?.name ?? '' })}</p>;
  return (
    <>
      {(windowEndsAt === undefined || windowEndsAt > now) && (
        <ReplyBox id={id} drafts={drafts} lines={view.lines} onSent={reload} />
      )}
      <Ending
        busy={action.busy}
        onHandBack={() => void finish('hand-back')}
        onClose={(outcome) => void finish('close', { outcome })}
      />
    </>
  );
}
