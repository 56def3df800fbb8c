import * as z from 'zod';
import { COMMANDS, NEEDS, REQUESTS } from '../../../dialogs/terms.js';
import { lines, wordList } from '../lines.js';

/** `words/<language>.yaml`: everything but danger and the examples of needs. */
export const wordsSchema = z.strictObject({
  sets: z.record(z.string(), lines).default({}),
  /** A line each: short form, `=`, what it stands for. */
  shorthand: lines.default([]),
  /** Right words that look like misspelt danger. */
  known: wordList,
  /** The commonest words of the language, for recognising it. */
  function: wordList,
  /** Words or phrases that decide the language alone. */
  greetings: lines,
  /** Patterns of explicit requests to the bot. `back`, `menu` narrow `restart`. */
  commands: z.partialRecord(z.enum([...COMMANDS, 'back', 'menu']), lines),
  /** The same, where the whole message is nothing else. */
  alone: z.partialRecord(z.enum([...COMMANDS, 'back', 'menu']), lines),
  /** What she may set for herself, by the flow it enters. Whole messages only. */
  requests: z.partialRecord(z.enum(REQUESTS), lines),
  /** End the neutral face for whoever forgot her own word: nobody types them by chance. Whole messages only. */
  returns: lines,
  /** Names of the languages in this language, by language. */
  languageNames: z.record(z.string(), lines),
  /** Requests in which such a name stands as `$language`. */
  wantsLanguage: lines,
  /** The same in so few words that they ask the bot; in a longer message they speak of something else. */
  asksLanguage: lines,
  /** Phrases in which a person to speak to is no request to the bot. */
  notHuman: lines,
  /** Phrases in which a language's name is no request: a group, a doctor, a course in it. */
  notLanguage: lines,
  /** Close the conversation at once. Whole messages only. */
  safeWords: lines,
  /** Thanks, a goodbye or "nothing more". Whole messages only. */
  farewells: lines,
  minor: lines,
  ownChild: lines,
  forOther: lines,
  supporter: lines,
  /** Phrases in which a strong word speaks of no need. */
  asides: lines,
  /** Strong words of a need. */
  needs: z.partialRecord(z.enum(NEEDS), lines),
  /** Words of a topic, by need and tag. */
  kinds: z.partialRecord(z.enum(NEEDS), z.record(z.string(), lines)),
  /** Words before a place where she lives, and before one where she does not. */
  livesIn: lines,
  notLivesIn: lines,
  answers: z.strictObject({
    yes: lines,
    no: lines,
    /** First to tenth. */
    ordinals: lines,
    /** Words around a number: `opcion`, `la`. */
    around: wordList,
    /** Words for when she may be written to, by tag. */
    times: z.record(z.string(), lines),
    /** Other words for a tag, by tag. */
    tags: z.record(z.string(), lines),
  }),
});
export type WordsData = z.output<typeof wordsSchema>;
