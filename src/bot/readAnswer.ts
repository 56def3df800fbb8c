import type { MessageInput } from '../../dialogs/input.js';
import type { AskedQuestion } from '../../dialogs/question.js';
import type { Language } from '../../dialogs/terms.js';

/** Reads numbers and yes or no out of short answers; loads its models at first use, so it is asked last. */
export interface AnswerReader {
  number(text: string, language: Language): Promise<number | undefined>;
  yesNo(text: string, language: Language): Promise<'yes' | 'no' | undefined>;
  close(): Promise<void>;
}

/** No family is larger; beyond it the number meant something else. */
const MOST_CHILDREN = 20;

const saysNothingElse = ({ meaning }: MessageInput): boolean =>
  meaning.danger === 'none' && meaning.needs.length === 0 && !meaning.command && !meaning.place && !meaning.greeting;

const isYesNo = ({ choices }: AskedQuestion): boolean =>
  ['yes', 'no'].every((value) => choices.some((choice) => choice.value === value));

/** Where the plain reading of a typed answer found nothing: a number in words, or a roundabout yes or no. */
export async function readAnswer(
  input: MessageInput,
  text: string,
  question: AskedQuestion | undefined,
  language: Language,
  reader: AnswerReader,
): Promise<MessageInput> {
  if (!question || input.answer !== undefined || input.medium !== 'text' || !saysNothingElse(input)) return input;
  const answer = question.answer === 'number' ? await numberIn(text, language, reader) : undefined;
  if (answer !== undefined) return { ...input, answer };
  if (!isYesNo(question)) return input;
  return {
    ...input,
    answer: (await reader.yesNo(text, language)) ?? (await childrenIn(text, question, language, reader)),
  };
}

/** "Tengo dos hijos" where it is asked whether there are children. */
async function childrenIn(
  text: string,
  { slot }: AskedQuestion,
  language: Language,
  reader: AnswerReader,
): Promise<'yes' | 'no' | undefined> {
  const number = slot === 'children' ? await numberIn(text, language, reader) : undefined;
  if (number === undefined) return undefined;
  return number === '0' ? 'no' : 'yes';
}

async function numberIn(text: string, language: Language, reader: AnswerReader): Promise<string | undefined> {
  const number = await reader.number(text, language);
  return number !== undefined && Number.isInteger(number) && number >= 0 && number <= MOST_CHILDREN
    ? String(number)
    : undefined;
}
