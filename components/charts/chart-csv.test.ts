import { describe, expect, it } from 'vitest';
import { csvLine } from '@/lib/csv';
import { cellWords } from './cell-words';
import { chartCsv } from './chart-csv';
import type { ChartTableData } from './types';

const table: ChartTableData = {
  columns: [
    { label: 'Campaign' },
    { label: 'sent at', kind: 'moment' },
    { label: 'day', kind: 'day' },
    { label: 'month', kind: 'month' },
    { label: 'opens', kind: 'number' },
    { label: 'share', kind: 'share' },
  ],
  rows: [
    {
      cells: [
        '=HYPERLINK("x")',
        '2026-11-30T23:30:00Z',
        '2026-11-30T23:30:00Z',
        '2026-11-30T23:30:00Z',
        1204,
        0.38249,
      ],
    },
    { cells: ['"a", b', null, null, null, -3, null] },
  ],
};
const lines = (zone: string): string[] => chartCsv(table, zone).replace('\uFEFF', '').split('\r\n');

describe('the file of a chart', () => {
  it('has the columns and rows of its table, with numbers and times that programs read', () => {
    expect(lines('Europe/Paris')).toEqual([
      'Campaign,sent at,day,month,opens,share',
      `"'=HYPERLINK(""x"")",2026-11-30T23:30:00.000Z,2026-12-01,2026-12,1204,38.25`,
      '"""a"", b",,,,-3,',
      '',
    ]);
  });

  it('writes a cell as every other file here does', () => {
    const cells = ['=1', "'=1", '+44 20', 'a"b', ' blank ', 'line\nend', '-', '', 'plain'];
    expect(
      chartCsv({ columns: cells.map((label) => ({ label })), rows: [] }, 'UTC').replace('\uFEFF', ''),
    ).toBe(csvLine(cells));
  });
});

describe('the table of a chart', () => {
  it('says the same values in words', () => {
    const reader = { locale: 'en-GB', zone: 'Europe/Paris' };
    const [row] = table.rows;
    expect(table.columns.map((column, n) => cellWords(column, row?.cells[n] ?? null, reader))).toEqual([
      '=HYPERLINK("x")',
      'Tue 1 Dec 2026 00:30:00 Europe/Paris',
      'Tue 1 Dec 2026',
      'December 2026',
      '1,204',
      '38.2\u00a0%',
    ]);
  });
});
