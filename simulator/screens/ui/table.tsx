import type { ReactNode } from 'react';
import { many } from '../words';

export interface Column<T> {
  head: string;
  cell(row: T): ReactNode;
  /** Numbers stand right, in figures of one width. */
  number?: boolean;
  /** Says who or what the row is: a heading of the row. */
  first?: boolean;
  /** The heading of the row says little without the column's own. */
  named?: boolean;
  /** Something to press: on narrow screens it needs no heading. */
  press?: boolean;
}

interface TableProps<T> {
  caption: string;
  rows: readonly T[];
  columns: Column<T>[];
  keyOf(row: T): string | number;
  empty: ReactNode;
  live?: string;
}

// The roles are said again because narrow screens lay rows out as cards, which makes browsers forget them.
export function Table<T>({ caption, rows, columns, keyOf, empty, live }: TableProps<T>) {
  return (
    <div className="table" data-live={live}>
      {rows.length === 0 ? (
        <>
          <p className="caption">{caption}</p>
          <p className="empty">{empty}</p>
        </>
      ) : (
        <table role="table">
          <caption>{caption}</caption>
          <thead role="rowgroup">
            <tr role="row">
              {columns.map(({ head, number }) => (
                <th key={head} role="columnheader" scope="col" className={number ? 'number' : undefined}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map((row) => (
              <tr key={keyOf(row)} role="row">
                {columns.map(({ head, cell, number, first, named, press }) =>
                  first ? (
                    <th key={head} role="rowheader" scope="row" data-head={named ? head : undefined}>
                      {cell(row)}
                    </th>
                  ) : (
                    <td
                      key={head}
                      role="cell"
                      data-head={press ? undefined : head}
                      className={number ? 'number' : undefined}
                    >
                      {cell(row)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

export const pageSize = 50;

export interface Paging {
  page: number;
  total: number;
}

export function readPage(query: URLSearchParams): { page: number; select: number; skip: number } {
  const text = query.get('page') ?? '1';
  const page = /^\d{1,7}$/.test(text) ? Math.max(1, Number(text)) : 1;
  return { page, select: pageSize, skip: (page - 1) * pageSize };
}

/** Which rows these are, and the way to the others. */
export function Pager({
  path,
  query,
  page,
  total,
  noun,
  nouns,
}: Paging & { path: string; query: URLSearchParams; noun: string; nouns?: string }) {
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const to = (n: number): string => {
    const next = new URLSearchParams(query);
    next.set('page', String(n));
    return `${path}?${next.toString()}`;
  };
  if (pages === 1) return total === 0 ? null : <p className="foot">{many(total, noun, nouns)}</p>;
  return (
    <nav className="foot" aria-label="Pages">
      <span>
        Page {page} of {pages}, {many(total, noun, nouns)}
      </span>
      <span>
        {page > 1 && (
          <a href={to(page - 1)} rel="prev">
            Previous
          </a>
        )}
        {page < pages && (
          <a href={to(page + 1)} rel="next">
            Next
          </a>
        )}
      </span>
    </nav>
  );
}
