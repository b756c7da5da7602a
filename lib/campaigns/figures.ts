import { type DefinitionName, definitions } from '../definitions';

/** What is kept of each campaign. "human" leaves out what machines did. */
export const countNames = [
  'recipients',
  'delivered',
  'openers',
  'opens',
  'clickers',
  'clicks',
  'repliers',
  'forwards',
  'pageViews',
  'unsubscribed',
  'softBounced',
  'hardBounced',
  'humanOpeners',
  'humanOpens',
  'humanClickers',
  'humanClicks',
] as const;
type CountName = (typeof countNames)[number];

/** Counts of one campaign, or of several added up. Rates are made of these where they are shown. */
export type CampaignCounts = Record<CountName, number>;

export const noCounts = countsBy(() => 0);

export function countsBy(each: (name: CountName) => number): CampaignCounts {
  return Object.fromEntries(countNames.map((name) => [name, each(name)])) as CampaignCounts;
}

/** What people are counted by where each of them counts once over several campaigns; events have no such count. */
export const peopleCountNames = [
  'recipients',
  'delivered',
  'openers',
  'clickers',
  'repliers',
  'unsubscribed',
  'softBounced',
  'hardBounced',
  'humanOpeners',
  'humanClickers',
] as const satisfies readonly CountName[];
export type PeopleCounts = Pick<CampaignCounts, (typeof peopleCountNames)[number]>;

export const addUp = (all: readonly CampaignCounts[]): CampaignCounts =>
  countsBy((name) => all.reduce((sum, counts) => sum + counts[name], 0));

/** Whether a page counts what machines did. `out` is where none is asked for, and what filters and lists mean. */
export const machineChoices = ['out', 'in'] as const;
export type Machines = (typeof machineChoices)[number];

/** As it stands in an address: `machine=in`. */
export const readMachines = (given: string | string[] | undefined): Machines =>
  given === 'in' ? 'in' : 'out';

/** What a page shows of the counts, and of what it left out. Only Dotdigital's summary knows complaints; buyers are asked for by a rule. */
export type ShownCounts = Omit<
  CampaignCounts,
  'humanOpeners' | 'humanOpens' | 'humanClickers' | 'humanClicks'
> & {
  machineOpens: number;
  machineClicks: number;
  complaints: number | null;
  buyers: number | null;
};

export function shownCounts(
  { humanOpeners, humanOpens, humanClickers, humanClicks, ...all }: CampaignCounts,
  machines: Machines,
  told: { complaints?: number | null; buyers?: number | null } = {},
): ShownCounts {
  const left = {
    machineOpens: Math.max(all.opens - humanOpens, 0),
    machineClicks: Math.max(all.clicks - humanClicks, 0),
    complaints: told.complaints ?? null,
    buyers: told.buyers ?? null,
  };
  if (machines === 'in') return { ...all, ...left };
  return {
    ...all,
    ...left,
    openers: humanOpeners,
    opens: humanOpens,
    clickers: humanClickers,
    clicks: humanClicks,
  };
}

/** The same of people who count once each. */
export const shownPeople = (people: PeopleCounts, machines: Machines): ShownCounts =>
  shownCounts({ ...noCounts, ...people }, machines);

type WithFormula = {
  [Name in DefinitionName]: (typeof definitions)[Name] extends { count: readonly (keyof ShownCounts)[] }
    ? Name
    : never;
}[DefinitionName];
/** A number of campaigns that is defined with what it is made of. */
export type Figure = WithFormula;

type Formula = { count: readonly (keyof ShownCounts)[]; of?: 'recipients' | 'delivered' | 'openers' };
const formulaOf = (figure: Figure): Formula => definitions[figure];

export const figures = (Object.keys(definitions) as DefinitionName[]).filter(
  (name): name is Figure => 'count' in definitions[name],
);

/** null where one of its parts was never told. */
export function countOf(figure: Figure, counts: ShownCounts): number | null {
  let sum = 0;
  for (const name of formulaOf(figure).count) {
    const part = counts[name];
    if (part === null) return null;
    sum += part;
  }
  return sum;
}

/** From 0 to 1; null where the figure has no rate, or there is nobody to be a part of. */
export function rateOf(figure: Figure, counts: ShownCounts): number | null {
  const { of } = formulaOf(figure);
  const part = countOf(figure, counts);
  if (of === undefined || part === null || counts[of] <= 0) return null;
  return part / counts[of];
}

/** The middle one; of two in the middle, what is halfway between them. null: too few to say. */
export function medianOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (known.length < fewestForMedian) return null;
  const half = (known.length - 1) / 2;
  return ((known[Math.floor(half)] ?? 0) + (known[Math.ceil(half)] ?? 0)) / 2;
}
export const fewestForMedian = 3;
export const mostForMedian = 10;

/** Whether more of it is good news; what is not here is neither. */
export const moreIsGood: Partial<Record<Figure, boolean>> = {
  delivered: true,
  opened: true,
  opens: true,
  clicked: true,
  clicks: true,
  clickToOpen: true,
  repliers: true,
  forwards: true,
  pageViews: true,
  conversion: true,
  unsubscribed: false,
  complained: false,
  bounced: false,
  softBounced: false,
  hardBounced: false,
};

/** Where campaigns stand side by side, in this order. */
export const comparedFigures = [
  'recipients',
  'delivered',
  'opened',
  'opens',
  'clicked',
  'clicks',
  'clickToOpen',
  'repliers',
  'forwards',
  'pageViews',
  'unsubscribed',
  'complained',
  'bounced',
  'softBounced',
  'hardBounced',
  'conversion',
  'machineOpens',
  'machineClicks',
] as const satisfies readonly Figure[];

/** Which of several campaigns have the best rate of a figure: none where it has no rate, where fewer than two are known, or all are equal. */
export function bestOf(figure: Figure, all: readonly ShownCounts[]): boolean[] {
  const isGood = moreIsGood[figure];
  const rates = all.map((counts) => rateOf(figure, counts));
  const known = rates.filter((rate) => rate !== null);
  const none = all.map(() => false);
  if (isGood === undefined || known.length < 2) return none;
  const [least, most] = [Math.min(...known), Math.max(...known)];
  if (least === most) return none;
  return rates.map((rate) => rate === (isGood ? most : least));
}
