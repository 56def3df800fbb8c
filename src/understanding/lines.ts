import * as z from 'zod';

/** Data files hold phrases a line each, in a block of text; a line that starts with # is a remark. */
export const lines = z.string().transform((text) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#')),
);

/** Words separated by spaces or line ends. */
export const wordList = z.string().transform((text) => text.split(/\s+/).filter((word) => word !== ''));
