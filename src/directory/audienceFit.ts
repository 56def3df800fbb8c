import type { Wish } from './contract.js';
import type { Service } from './schema.js';
import type { Audience } from './vocabulary.js';

const NO_CHILDREN = new Set(['no', 'none', '0', 'skip']);

/** `fits`: made for somebody like her; `open`: for everyone; `narrow`: for people we do not know her to be. */
export type AudienceFit = 'fits' | 'open' | 'narrow';

type Profile = Pick<Wish, 'need' | 'kind' | 'language' | 'danger' | 'children'>;

const always = () => true;
const kindIs =
  (...kinds: string[]) =>
  ({ kind }: Profile) =>
    kind !== undefined && kinds.includes(kind);

/** True when she said that she has children; a number counts as yes. */
export function hasChildren({ children }: Pick<Wish, 'children'>): boolean {
  return children !== undefined && !NO_CHILDREN.has(children);
}

/** When a group is the woman we talk with. Groups that are not named here are never assumed. */
const IS_SHE: Partial<Record<Audience, (profile: Profile) => boolean>> = {
  women: always,
  adults: always,
  migrants: always,
  newcomers: always,
  victims: ({ need, danger }) => need === 'violence' || danger === 'immediate',
  'trafficking-victims': kindIs('trafficking'),
  families: hasChildren,
  mothers: hasChildren,
  'pregnant-women': kindIs('pregnancy'),
  'asylum-seekers': kindIs('asylum'),
  refugees: kindIs('asylum'),
  undocumented: ({ need, kind }) => need === 'health' || kind === 'residence',
  'domestic-workers': kindIs('unpaid', 'rights', 'work-rights'),
  homeless: ({ need }) => need === 'housing',
  'low-income': ({ need }) => need === 'legal',
  'latin-american': ({ language }) => language === 'es' || language === 'pt',
  'spanish-speaking': ({ language }) => language === 'es',
  brazilian: ({ language }) => language === 'pt',
};

/** Groups by origin: a service for one of them is not for women of another, whatever else it says. */
const ORIGINS: ReadonlySet<Audience> = new Set(['latin-american', 'spanish-speaking', 'brazilian']);

/** How a service's audience meets her, as far as her answers tell; it ranks and never filters. */
export function audienceFit({ audience = [] }: Service, profile: Profile): AudienceFit {
  const named = audience.filter((group) => group !== 'residents');
  if (named.length === 0) return 'open';
  const origins = named.filter((group) => ORIGINS.has(group));
  if (origins.length > 0 && !origins.some((group) => IS_SHE[group]?.(profile))) return 'narrow';
  return named.some((group) => IS_SHE[group]?.(profile)) ? 'fits' : 'narrow';
}
