import type { Flow } from '../../dialogs/flow.js';
import type { Issue } from '../../dialogs/inspect.js';
import type { Language } from '../../dialogs/terms.js';
import type { Recording } from '../locale/sounds.js';

/** An issue and where it stands. `line` starts at 1; undefined where the thing is missing. */
export interface LocatedIssue extends Issue {
  /** Relative to the folder that was loaded. */
  file: string;
  line?: number;
}

/** Texts as the files hold them. */
export type TextTree = { [key: string]: TextTree | string };

/** Flows and texts of one folder, and everything that is wrong with them. */
export interface Content {
  flows: Flow[];
  /** 8 hexadecimal digits for each flow; they change with every byte of its file and of its texts in any language. */
  versions: Record<string, string>;
  /** By language and namespace. */
  texts: Record<Language, Record<string, TextTree>>;
  /** Exactly this language, no fallback. @param key e.g. `housing:kind.text` */
  text(language: Language, key: string): string | undefined;
  /** Texts that can be heard. */
  recordings: Recording[];
  issues: LocatedIssue[];
}
