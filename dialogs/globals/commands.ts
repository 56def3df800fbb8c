import type { Command } from '../terms.js';
import type { Global } from './contract.js';
import { doubted } from './danger.js';
import { interrupt } from './interrupt.js';

/** A command that enters the flow of its name. An answer to that flow's own question is no new command. */
const entering = (command: Command, overTap = false): Global => ({
  command,
  overTap,
  hears: (walk, { meaning, answer }) =>
    meaning.command === command && !(walk.session.at?.flow === command && answer !== undefined),
  act: (walk) => interrupt(walk, command),
});

export const human = entering('human');
const helpFlow = entering('help');
export const help: Global = { ...helpFlow, act: (walk) => interrupt(walk, doubted(walk.session) ?? 'help') };
export const erase = entering('erase', true);

const stopFlow = entering('stop', true);
/** Stopping works even where its flow is missing. */
export const stop: Global = { ...stopFlow, act: (walk, input) => stopFlow.act(walk, input) ?? { end: 'stop' } };
