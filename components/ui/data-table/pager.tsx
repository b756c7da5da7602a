'use client';

import type { ReactNode } from 'react';

import { formatNumber } from '@/lib/format';

import { Button } from '../button';
import { CardFooter } from '../card';
import { useChosenBefore } from '../use-typed-before';
import { useViewer } from '../viewer';
import type { PageInfo } from './types';
import type { TableState } from './use-table-state';

type PagerProps = { page: PageInfo; shown: number; state: TableState; foot?: ReactNode };

const SIZES = [25, 50, 100, 200];

export function Pager({ page, shown, state, foot }: PagerProps) {
  const { locale } = useViewer();
  const size = useChosenBefore();
  const byCursor = page.nextCursor !== undefined || page.prevCursor !== undefined;
  const start = page.pageIndex * page.pageSize;
  const end = start + shown;
  const hasNext = byCursor
    ? Boolean(page.nextCursor)
    : page.total === undefined
      ? shown === page.pageSize
      : end < page.total;
  const hasPrev = page.pageIndex > 0 || Boolean(page.prevCursor);
  const one = page.pageIndex === 0 && !hasNext && !hasPrev;
  const number = (value: number): string => formatNumber(value, locale);
  const of =
    page.total === undefined
      ? ''
      : ` of ${page.totalIsEstimate ? 'about ' : page.totalIsAtLeast ? 'over ' : ''}${number(page.total)}`;
  const sizes = [...new Set([...SIZES, page.pageSize])].sort((a, b) => a - b);

  return (
    <CardFooter
      right={
        (!one || (page.total ?? shown) > 25) && (
          <>
            <label className="mr-2 flex items-center gap-1.5 max-sm:hidden">
              <select
                {...size}
                aria-label="Rows per page"
                value={page.pageSize}
                onChange={(event) => state.setSize(Number(event.target.value))}
                className="h-7 rounded-sm bg-transparent px-1 hover:text-ink"
              >
                {sizes.map((rows) => (
                  <option key={rows} value={rows}>
                    {rows}
                  </option>
                ))}
              </select>
              per page
            </label>
            <Button
              variant="quiet"
              size="sm"
              why={hasPrev ? null : edge('This is the first page.')}
              onClick={() =>
                state.goTo(page.pageIndex, page.pageIndex <= 1 ? null : (page.prevCursor ?? null))
              }
            >
              Previous
            </Button>
            <Button
              variant="quiet"
              size="sm"
              why={hasNext ? null : edge('This is the last page.')}
              onClick={() => state.goTo(page.pageIndex + 2, byCursor ? (page.nextCursor ?? null) : null)}
            >
              Next
            </Button>
          </>
        )
      }
    >
      <span
        className="figures"
        data-total={page.totalIsEstimate || page.totalIsAtLeast ? undefined : page.total}
      >
        {foot ?? (shown === 0 ? 'No rows' : `Rows ${number(start + 1)} to ${number(end)}${of}`)}
      </span>
    </CardFooter>
  );
}

/** What a pager says by itself is only read out. */
const edge = (words: string) => <span className="sr-only">{words}</span>;
