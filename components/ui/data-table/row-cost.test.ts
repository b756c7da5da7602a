import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { NuqsTestingAdapter } from 'nuqs/adapters/testing';
import { createElement, type ReactElement } from 'react';
import { renderToString } from 'react-dom/server';
import { afterEach, expect, it, vi } from 'vitest';
import { Chip } from '../chip';
import { Num } from '../numbers';
import { Time } from '../time';
import { ViewerProvider } from '../viewer';
import { DataTable } from './data-table';
import type { DataColumn } from './types';

type Person = { id: string; name: string; email: string; city: string; orders: number; at: Date };

const columns: DataColumn<Person>[] = [
  { id: 'name', header: 'Name', cell: (row) => row.name, secondary: (row) => row.email, maxWidth: 300 },
  { id: 'city', header: 'City', cell: (row) => row.city, filter: { type: 'text' }, gives: 3 },
  {
    id: 'state',
    header: 'State',
    kind: 'state',
    cell: () => createElement(Chip, { tone: 'good' }, 'in the book'),
  },
  {
    id: 'orders',
    header: 'Orders',
    kind: 'number',
    cell: ({ orders }) => createElement(Num, { value: orders }),
  },
  {
    id: 'at',
    header: 'Created',
    kind: 'date',
    cell: ({ at }) => createElement(Time, { at }),
    sortable: true,
  },
];

const now = Date.parse('2026-11-21T14:02:00Z');
const people = (count: number): Person[] =>
  Array.from({ length: count }, (_, n) => ({
    id: String(n + 1),
    name: `Ada Lovelace ${n}`,
    email: `ada.${n}@example.com`,
    city: 'Hamburg',
    orders: n * 1_000,
    at: new Date(now - n * 7 * 3_600_000),
  }));

function render(rows: Person[]): string {
  const grid: ReactElement = createElement(DataTable<Person>, {
    label: 'People',
    columns,
    rows,
    rowId: (row) => row.id,
    rowHref: (row) => `/contacts/${row.id}`,
    rowActions: (row) => [{ label: 'Edit', href: `/contacts/${row.id}/edit` }],
    bulkActions: [{ label: (count) => `Remove ${count}`, onSelect: () => undefined }],
    page: { pageIndex: 0, pageSize: 50, total: rows.length },
  });
  const shown = { locale: 'de-DE', zone: 'Asia/Kathmandu', renderedAt: now, children: grid };
  const viewer = createElement(ViewerProvider, shown);
  const address = createElement(NuqsTestingAdapter, null, viewer);
  return renderToString(createElement(AppRouterContext.Provider, { value: noRouter }, address));
}

const nothing = (): void => undefined;
const noRouter = {
  bfcacheId: '',
  back: nothing,
  forward: nothing,
  refresh: nothing,
  push: nothing,
  replace: nothing,
  prefetch: nothing,
};

afterEach(() => vi.restoreAllMocks());

it('costs a row at most 1,000 bytes: what it says, and not what every row says again', () => {
  const html = render(people(20));
  const perRow = (html.length - render(people(1)).length) / 19;
  expect(html).toContain('ada.19@example.com');
  expect(perRow).toBeLessThan(1_000);
});

it('writes out the first twenty rows, and keeps the place of the others', () => {
  const html = render(people(50));
  expect(html.match(/<tr role="row" data-row/g)).toHaveLength(20);
  expect(html).toContain('--rest:30');
  expect(render(people(20))).not.toContain('--rest');
});

it('puts neither a menu nor an icon nor a word of a tooltip into a row', () => {
  const row = /<tr role="row" data-row="7".*?<\/tr>/s.exec(render(people(50)))?.[0] ?? '';
  expect(row).toContain('Actions for Ada Lovelace 6');
  expect(row).not.toMatch(/<svg|role="menu"|Edit|2026 |data-tip|data-state/);
});

it('makes no format of numbers or times anew once the first row is written', () => {
  render(people(50));
  const made = [vi.spyOn(Intl, 'NumberFormat'), vi.spyOn(Intl, 'DateTimeFormat')];
  render(people(50));
  expect(made.map(({ mock }) => mock.calls.length)).toEqual([0, 0]);
});
