import { parentPort } from 'node:worker_threads';
import { type Asked, read } from './read.js';

/** Answers one question after another, each with its number. What it cannot read it answers with undefined. */
parentPort?.on('message', ({ number, asked }: { number: number; asked: Asked }) => {
  parentPort?.postMessage({ number, answered: attempt(asked) });
});

function attempt(asked: Asked) {
  try {
    return read(asked);
  } catch {
    return undefined;
  }
}
