import { Prisma } from '@/lib/db';

const { sql } = Prisma;

/**
 * What a filter asks, put together from tests that are true or false, never NULL. A test is of the row itself (own), of what is found
 * by the row's key in one look (near: tags, lists), or of rows gathered from orders, carts or activity (far). `opposite`: what NOT of
 * several tests is as one. A term becomes SQL in two ways that mean the same.
 */
export type Term =
  | { kind: 'test'; sql: Prisma.Sql; reach: Reach }
  | { kind: 'not'; term: Term }
  | { kind: 'all' | 'any'; terms: readonly Term[]; opposite?: Term };
type Reach = 'own' | 'near' | 'far';

const testOf =
  (reach: Reach) =>
  (test: Prisma.Sql): Term => ({ kind: 'test', sql: test, reach });
export const own = testOf('own');
export const near = testOf('near');
export const far = testOf('far');
export const not = (term: Term): Term => ({ kind: 'not', term });
export const all = (terms: readonly Term[], opposite?: Term): Term => ({
  kind: 'all',
  terms,
  ...(opposite ? { opposite } : {}),
});
export const any = (terms: readonly Term[]): Term => ({ kind: 'any', terms });

/** The rows that a term is asked of: what makes one the same row again, and the FROM and WHERE that give them all. */
export type Rows = { id: Prisma.Sql; from: Prisma.Sql; where: Prisma.Sql };

/** A term as one boolean expression over a row. */
export type Render = (term: Term, rows: Rows) => Prisma.Sql;

const joined = (parts: readonly Prisma.Sql[], by: ' AND ' | ' OR '): Prisma.Sql => {
  const [only] = parts;
  if (only === undefined) return by === ' AND ' ? sql`TRUE` : sql`FALSE`;
  return parts.length === 1 ? only : sql`(${Prisma.join([...parts], by)})`;
};

/** As it is written: for a few rows at a time, where a look-up for each is quickest. */
export const rowByRow: Render = (term, rows) => {
  if (term.kind === 'test') return term.sql;
  if (term.kind === 'not') return sql`(NOT ${rowByRow(term.term, rows)})`;
  return joined(
    term.terms.map((one) => rowByRow(one, rows)),
    term.kind === 'all' ? ' AND ' : ' OR ',
  );
};

/**
 * For all rows at once. PostgreSQL joins what stands alone or behind AND, also negated, and does so in parallel; behind OR it
 * looks up row by row in one process. So NOT is driven down to the tests, and an OR that reaches far becomes the union
 * of the rows of each of its branches (UNION, not UNION ALL: of that the planner knows how many rows come out).
 */
export const asSets: Render = (term, rows) => sets(term, rows, false);

function sets(asked: Term, rows: Rows, denied: boolean): Prisma.Sql {
  const { term, negated } = throughNot({ term: asked, negated: denied });
  if (term.kind === 'test') return negated ? sql`(NOT ${term.sql})` : term.sql;
  if (!isChoice(term, negated))
    return joined(
      term.terms.map((one) => sets(one, rows, negated)),
      ' AND ',
    );
  const branches = branchesOf(term, negated);
  const read = (some: readonly Inner[]): Prisma.Sql[] => some.map((one) => sets(one.term, rows, one.negated));
  if (branches.length === 1 || !branches.some((one) => reaches(one.term, ['far'])))
    return joined(read(branches), ' OR ');
  const ofRow = read(branches.filter((one) => !reaches(one.term, ['near', 'far'])));
  const others = read(branches.filter((one) => reaches(one.term, ['near', 'far'])));
  const selects = [...(ofRow.length > 0 ? [joined(ofRow, ' OR ')] : []), ...others].map(
    (branch) => sql`SELECT ${rows.id} FROM ${rows.from} WHERE ${rows.where} AND ${branch}`,
  );
  return sql`(${rows.id} IN (${Prisma.join(selects, union)}))`;
}

const union = ' UNION ';

/** Whether asSets read a term, or one that a test holds inside, other than rowByRow does. */
export function hasFarChoice(asked: Term, denied = false): boolean {
  const { term, negated } = throughNot({ term: asked, negated: denied });
  if (term.kind === 'test') return term.sql.text.includes(union);
  return (
    (isChoice(term, negated) && term.terms.length > 1 && reaches(term, ['far'])) ||
    term.terms.some((one) => hasFarChoice(one, negated))
  );
}

type Group = Extract<Term, { terms: readonly Term[] }>;
type Inner = { term: Exclude<Term, { kind: 'not' }>; negated: boolean };

const isChoice = (term: Group, negated: boolean): boolean => (term.kind === 'any') !== negated;

/** The branches of an OR, those of an OR inside it too. */
const branchesOf = (group: Group, negated: boolean): Inner[] =>
  group.terms.flatMap((one) => {
    const inner = throughNot({ term: one, negated });
    return inner.term.kind !== 'test' && isChoice(inner.term, inner.negated)
      ? branchesOf(inner.term, inner.negated)
      : [inner];
  });

function throughNot({ term, negated }: { term: Term; negated: boolean }): Inner {
  if (term.kind === 'not') return throughNot({ term: term.term, negated: !negated });
  return negated && term.kind !== 'test' && term.opposite
    ? throughNot({ term: term.opposite, negated: false })
    : { term, negated };
}

const reaches = (term: Term, where: readonly Reach[]): boolean =>
  term.kind === 'test'
    ? where.includes(term.reach)
    : term.kind === 'not'
      ? reaches(term.term, where)
      : term.terms.some((one) => reaches(one, where));
