import type { ExperimentView } from '../schemas';

type Group = { people: number; ordered: number };

/** Fewer than that on a side tell nothing. */
const leastPeople = 20;
/** Of a normal distribution, 95 % lie within so many deviations. */
const deviations = 1.959964;

/** The share's interval by Wilson. */
function wilson({ people, ordered }: Group): { share: number; from: number; to: number } {
  const share = ordered / people;
  const z2 = deviations ** 2;
  const middle = (share + z2 / (2 * people)) / (1 + z2 / people);
  const half =
    (deviations * Math.sqrt((share * (1 - share)) / people + z2 / (4 * people ** 2))) / (1 + z2 / people);
  return { share, from: middle - half, to: middle + half };
}

/** How many points more of the treated ordered, with the 95 % interval of that difference by Newcombe; null: too few to say. */
export function liftOf(treated: Group, control: Group): ExperimentView['lift'] {
  if (treated.people < leastPeople || control.people < leastPeople) return null;
  const [t, c] = [wilson(treated), wilson(control)];
  const points = t.share - c.share;
  const round = (share: number): number => Math.round(share * 1_000) / 10;
  return {
    points: round(points),
    from: round(points - Math.hypot(t.share - t.from, c.to - c.share)),
    to: round(points + Math.hypot(t.to - t.share, c.share - c.from)),
  };
}
