import { advance } from '../../dialogs/advance.js';
import type { FlowSet } from '../../dialogs/compile.js';
import type { Effect, FlowRecord } from '../../dialogs/effect.js';
import type { Input, MessageInput } from '../../dialogs/input.js';
import { type Meaning, NOTHING } from '../../dialogs/meaning.js';
import { newSession, type Session } from '../../dialogs/session.js';
import { SMALL } from './small.js';

const FIRST = Date.UTC(2026, 0, 5, 10);
const MINUTE = 60_000;

const brief = (effect: Effect): string[] => {
  if (effect.type === 'record') return [];
  if (effect.type === 'say') return [`say ${effect.text}${effect.services ? ` [${effect.services}]` : ''}`];
  if (effect.type === 'ask') return [`ask ${effect.text}`];
  if (effect.type === 'find') return [`find ${effect.need}`];
  return [effect.type];
};

/** A conversation in a test. The session is written out and read back before every turn; each turn answers in short. */
export class Talk {
  session: Session = newSession('path');
  effects: Effect[] = [];
  at = FIRST;

  constructor(private readonly flows: FlowSet = SMALL) {}

  says(meaning: Partial<Meaning> = {}, rest: Partial<MessageInput> = {}): string[] {
    return this.send({ type: 'message', at: this.at, medium: 'text', meaning: { ...NOTHING, ...meaning }, ...rest });
  }

  taps(answer: string): string[] {
    return this.says({}, { medium: 'choice', answer });
  }

  found(...services: string[]): string[] {
    return this.send({ type: 'found', at: this.at, services, nationalOnly: false });
  }

  present(coordinator?: string): string[] {
    return this.send({ type: 'presence', at: this.at, coordinator, lines: ['line'] });
  }

  waits(minutes: number): this {
    this.at += minutes * MINUTE;
    return this;
  }

  send(input: Input): string[] {
    const kept: Session = JSON.parse(JSON.stringify(this.session));
    const { session, effects } = advance(this.flows, kept, input);
    this.session = session;
    this.effects = effects;
    return effects.flatMap(brief);
  }

  records<T extends FlowRecord['type']>(type: T): Extract<FlowRecord, { type: T }>[] {
    return this.effects.flatMap((effect) =>
      effect.type === 'record' && effect.record.type === type
        ? [effect.record as Extract<FlowRecord, { type: T }>]
        : [],
    );
  }

  where(): string | undefined {
    return this.session.at && `${this.session.at.flow}:${this.session.at.step}`;
  }
}

/** A conversation that has come to the list of needs. */
export function atNeeds(): Talk {
  const talk = new Talk();
  talk.says({ greeting: true, language: 'es' });
  talk.taps('yes');
  return talk;
}

/** A conversation that has come to the first question about housing. */
export function atHousing(): Talk {
  const talk = atNeeds();
  talk.taps('housing');
  return talk;
}
