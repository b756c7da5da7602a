import type { ComponentType, ReactNode } from 'react';

import type { Accuracy, PartSize } from '@/lib/marketing-lists/schemas';
import type {
  FilterCatalogue,
  FilterField,
  FilterGroup,
  FilterPath,
  FilterProblem,
} from '@/lib/filters/schemas';

/** What the answer to the live question tells of the filter's places. */
export type Told = {
  problems: readonly FilterProblem[];
  /** How many people each condition and group alone means. */
  sizes: readonly PartSize[];
  sizesAccuracy: Accuracy;
};

/** What the builder's parts need besides the query itself; react-querybuilder hands it to each of them. */
export type BuilderContext = Told & {
  catalogue: FilterCatalogue;
  fields: readonly FilterField[];
  /** Where this builder stands in the whole filter: [] or, for what orders must be, the path of their condition. */
  prefix: FilterPath;
  /** Before the names of its places, so that each is told apart by ear: "1.2 ". */
  within: string;
  /** Beside the outermost All of, Any of, None of. */
  count?: ReactNode;
  /** Beside the outermost + Condition, + Group. */
  foot?: ReactNode;
  focus: FocusWish;
  /** Draws a filter inside a condition (what each order must be): the same tree again. */
  Tree: ComponentType<TreeProps>;
};

export type TreeProps = BuilderContext & {
  label: string;
  value: FilterGroup;
  onChange: (group: FilterGroup) => void;
};

/** Whoever was added or moved gets the focus when it stands in its new place. */
export type FocusWish = {
  wish: (id: string | undefined, part: 'field' | 'handle') => void;
  take: (id: string | undefined, part: 'field' | 'handle') => boolean;
  announce: (words: string) => void;
};

/** What is told of this place in the filter. */
export const toldOf = <Place extends { path: readonly number[] }>(
  told: readonly Place[],
  path: readonly number[],
): Place | undefined =>
  told.find((one) => one.path.length === path.length && one.path.every((step, n) => step === path[n]));

/** "2.1": the place of a condition or group, as people count. */
export const placeWords = (path: readonly number[]): string => path.map((step) => step + 1).join('.');
