import type { FilterField, FilterProblem } from '@/lib/marketing-lists/schemas';

import type { Option } from '../ui/select';

/** What the builder's parts need besides the query itself; react-querybuilder hands it to each of them. */
export type BuilderContext = {
  fields: readonly FilterField[];
  campaigns: readonly Option[];
  problems: readonly FilterProblem[];
  /** How many people each condition alone means. */
  sizes: readonly { path: readonly number[]; count: number }[];
  /** Beside the outermost All of, Any of, None of. */
  count?: React.ReactNode;
  /** Beside the outermost + Condition, + Group. */
  foot?: React.ReactNode;
};

/** What is told of this place in the filter. */
export const toldOf = <Told extends { path: readonly number[] }>(told: readonly Told[], path: readonly number[]): Told | undefined =>
  told.find((one) => one.path.length === path.length && one.path.every((step, n) => step === path[n]));

/** "2.1": the place of a condition or group, as people count. */
export const placeWords = (path: readonly number[]): string => path.map((step) => step + 1).join('.');
