/** Where a column of a known export goes, and what is known of its cells. */
export type RecipeColumn = {
  /** Field of a record, one of the import's own targets, or null: nothing that a record keeps. */
  field: string | null;
  /** Several values stand in one cell between these signs; the first is meant. */
  split?: string;
  /** Headings of the column that says what kind of number this is; the first that is there. */
  label?: readonly string[];
  /** Numbers have their country in front, without a plus. */
  international?: boolean;
  /** Only where these columns are all empty: parts of two addresses make none. */
  unless?: readonly string[];
  /** What yes, or a day, says of consent, where the heading doesn't. */
  sense?: 'opt-out' | 'opt-in';
  /** Why a column is left out. */
  note?: string;
  /** Tags that the system puts on everyone by itself. */
  withoutTags?: readonly string[];
};

/**
 * The export of a well-known system: by which headings it is recognised, and a table from its headings to our fields. Where
 * several columns go into one field, the first in the table that is filled counts.
 */
export type Recipe = {
  name: string;
  label: string;
  /** Headings that stand together in no other export. All of one line must be there. */
  signs: readonly (readonly string[])[];
  columns: Readonly<Record<string, string | null | RecipeColumn>>;
};

const plain = (heading: string): string => heading.trim().toLowerCase().replace(/\s+/g, ' ');

export const isExportOf = (recipe: Recipe, headers: readonly string[]): boolean => {
  const names = new Set(headers.map(plain));
  return recipe.signs.some((line) => line.every((sign) => names.has(plain(sign))));
};

export type RecipeMatch = { recipe: Recipe; columns: ReadonlyMap<number, RecipeColumn> };

/** The columns of a file that a recipe knows, in the order of the recipe. */
export function applyRecipe(recipe: Recipe, headers: readonly string[]): RecipeMatch {
  const places = new Map<string, number>();
  headers.forEach((header, index) => {
    if (!places.has(plain(header))) places.set(plain(header), index);
  });
  const columns = new Map<number, RecipeColumn>();
  for (const [heading, told] of Object.entries(recipe.columns)) {
    const index = places.get(plain(heading));
    if (index !== undefined && !columns.has(index))
      columns.set(index, told === null || typeof told === 'string' ? { field: told } : told);
  }
  return { recipe, columns };
}

/** Where the column stands that says what kind of number is in this one. */
export function labelPlace(headers: readonly string[], { label = [] }: RecipeColumn): number | null {
  for (const heading of label) {
    const place = placeOf(headers, heading);
    if (place !== null) return place;
  }
  return null;
}

export const placeOf = (headers: readonly string[], heading: string): number | null => {
  const index = headers.findIndex((header) => plain(header) === plain(heading));
  return index < 0 ? null : index;
};
