'use client';

import { type ChangeEvent, memo, type ReactNode } from 'react';

import { Checkbox } from '../checkbox';
import { PageLink } from '../page-link';
import { type CardPlace, saysNothing } from './card-places';
import type { DataColumn } from './types';

type RowProps<Row> = {
  id: string;
  row: Row;
  columns: DataColumn<Row>[];
  places: Map<string, CardPlace>;
  label: string;
  href?: string;
  hasActions: boolean;
  /** Its menu; left out where nothing can be done with the row. */
  menu?: 'open' | 'closed';
  /** Left out where rows can't be chosen. */
  chosen?: boolean;
  onChoose: (event: ChangeEvent<HTMLInputElement>) => void;
};

/** Carries nothing of its own that the table can do for all rows: keys, menu and tooltips are heard there. */
function PlainRow<Row>(props: RowProps<Row>) {
  const { id, row, columns, places, label, href, hasActions, menu, chosen, onChoose } = props;
  return (
    <tr role="row" data-row={id} tabIndex={href ? undefined : -1} aria-selected={chosen}>
      {chosen !== undefined && (
        <td role="cell" className="dt-check">
          <Checkbox aria-label={`Choose ${label}`} checked={chosen} onChange={onChoose} />
        </td>
      )}
      {columns.map((column, index) => (
        <DataCell
          key={column.id}
          row={row}
          column={column}
          place={places.get(column.id) ?? 'none'}
          href={index === 0 ? href : undefined}
          first={index === 0}
        />
      ))}
      {hasActions && (
        <td role="cell" className="dt-actions">
          {menu && (
            <button
              type="button"
              className="dt-menu"
              aria-label={`Actions for ${label}`}
              aria-haspopup="menu"
              aria-expanded={menu === 'open' || undefined}
            />
          )}
        </td>
      )}
    </tr>
  );
}

export const DataRow = memo(PlainRow) as typeof PlainRow;

type CellProps<Row> = { row: Row; column: DataColumn<Row>; place: CardPlace; href?: string; first: boolean };

function DataCell<Row>({ row, column, place, href, first }: CellProps<Row>) {
  const content = column.cell(row);
  const secondary = column.secondary?.(row);
  const neverCut = (column.kind === 'number' || column.kind === 'date') && !column.maxWidth;
  return (
    <td
      role="cell"
      data-card={place}
      data-gives={column.gives}
      data-label={place === 'fact' || column.kind === 'number' ? column.header : undefined}
      data-empty={saysNothing(content) ? '' : undefined}
      className={column.kind && classOfKind[column.kind]}
      style={column.maxWidth ? { maxWidth: column.maxWidth } : undefined}
    >
      {neverCut && !first ? (
        content
      ) : (
        <Cut text={content} className={first ? 'cut dt-name' : 'cut'}>
          {href ? (
            <PageLink href={href} data-row-link="">
              {content}
            </PageLink>
          ) : (
            content
          )}
        </Cut>
      )}
      {secondary !== undefined && secondary !== null && secondary !== '' && (
        <Cut text={secondary} className="cut dt-under">
          {secondary}
        </Cut>
      )}
    </td>
  );
}

const classOfKind = { text: undefined, number: 'dt-number', date: 'dt-date', state: undefined };

function Cut({ text, className, children }: { text: ReactNode; className: string; children: ReactNode }) {
  if (text === null || text === undefined || text === '') return null;
  // What is more than text may hold blocks.
  return typeof text === 'string' ? (
    <span className={className}>{children}</span>
  ) : (
    <div className={className}>{children}</div>
  );
}
