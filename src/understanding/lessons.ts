import { DANGERS, LANGUAGES, type Language, NEEDS } from '../../dialogs/terms.js';
import type { Analyser } from './analysis.js';
import type { UnderstandingData } from './data.js';
import type { Example } from './examples.js';
import { toWords } from './fold.js';
import { featuresOf, lettersOf } from './model/features.js';
import type { Model } from './model/model.js';
import { mutate } from './model/mutate.js';
import { randomFrom } from './model/random.js';
import { type Lesson, type Training, train } from './model/train.js';
import { signsOfTopics, type TopicFinder } from './needs.js';

const DANGER_LABELS = DANGERS.filter((danger) => danger !== 'none');
/** Danger, of whichever kind: what both have in common is learnt together. */
export const ANY_DANGER = 'danger';
const MEANING_LABELS = [...DANGER_LABELS, ANY_DANGER, ...NEEDS];

const MEANING_TRAINING: Training = { epochs: 8, hidden: { epochs: 6, units: 8 }, dropout: 0.5 };
const LANGUAGE_TRAINING: Training = { epochs: 4, dropout: 0.2 };
const SEED = 7;

/** Learns danger and needs from the examples, as they stand and as others would have typed them. */
export function learnMeaning(
  examples: readonly Example[],
  data: UnderstandingData,
  { analyser, topics }: { analyser: Analyser; topics: TopicFinder },
): Model {
  const random = randomFrom(SEED);
  const copies = examples.map((example) => ({ ...example, text: mutate(example.text, random) }));
  const answers = answersIn(data);
  const lessons = [...examples, ...copies, ...answers, ...answers].map((example): Lesson => {
    const analysed = analyser.analyse(example.text);
    const reading = analyser.reading(analysed, signsOfTopics(topics.find(analysed.words)));
    return { features: featuresOf(reading), truth: truthOf(example) };
  });
  return train(lessons, MEANING_LABELS, MEANING_TRAINING);
}

type Taught = Pick<Example, 'text' | 'danger' | 'needs'>;

/** Plain answers and words on buttons are no danger; yes, no and greetings no need either. */
function answersIn({ words, buttons }: UnderstandingData): Taught[] {
  const ofWords = Object.values(words).flatMap(({ answers, greetings }) => [
    ...[...answers.yes, ...answers.no, ...greetings].map((text): Taught => ({ text, danger: 'none', needs: [] })),
    ...Object.values(answers.tags).flatMap((tag) => tag.map((text): Taught => ({ text, danger: 'none' }))),
  ]);
  return [...ofWords, ...buttons.map((text): Taught => ({ text, danger: 'none' }))];
}

function truthOf({ danger, needs }: Taught): Lesson['truth'] {
  return [
    ...DANGER_LABELS.map((one) => (danger === undefined ? undefined : danger === one)),
    danger === undefined ? undefined : danger !== 'none',
    ...NEEDS.map((need) => needs?.includes(need)),
  ];
}

/** Learns to tell the languages by the letters of the examples and of common words. */
export function learnLanguages(examples: readonly Example[], words: UnderstandingData['words']): Model {
  const listed = LANGUAGES.flatMap((language) => {
    const { greetings = [], function: common = [], answers } = words[language] ?? {};
    return [...greetings, ...common, ...(answers?.yes ?? [])].map((text) => ({ text, language }));
  });
  const lessonOf = ({ text, language }: { text: string; language: Language }): Lesson => ({
    features: lettersOf(toWords(text).words),
    truth: LANGUAGES.map((one) => one === language),
  });
  return train([...examples, ...listed].map(lessonOf), LANGUAGES, LANGUAGE_TRAINING);
}
