import type { FilterField, FilterProblem } from '@/lib/marketing-lists/schemas';

import type { Option } from '../ui/select';

/** What the builder's parts need besides the query itself; react-querybuilder hands it to each of them. */
export type BuilderContext = {
  fields: readonly FilterField[];
  campaigns: readonly Option[];
  problems: readonly FilterProblem[];
  /** Beside the outermost All of, Any of, None of. */
  count?: React.ReactNode;
  /** Beside the outermost + Condition, + Group. */
  foot?: React.ReactNode;
};

export const problemAt = (problems: readonly FilterProblem[], path: readonly number[]): FilterProblem | undefined =>
  problems.find((problem) => problem.path.length === path.length && problem.path.every((step, n) => step === path[n]));

/** "2.1": the place of a condition or group, as people count. */
export const placeWords = (path: readonly number[]): string => path.map((step) => step + 1).join('.');
