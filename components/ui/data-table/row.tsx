'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import type { KeyboardEvent, ReactNode } from 'react';

import { Checkbox } from '../checkbox';
import { cn } from '../cn';
import { isTyping } from '../is-typing';
import { Truncate } from '../truncate';
import { type CardPlace, cardPlaces } from './card-places';
import { RowMenu } from './row-menu';
import type { DataColumn, RowAction } from './types';

type RowProps<Row> = {
  row: Row;
  columns: DataColumn<Row>[];
  label: string;
  href?: string;
  actions?: RowAction[];
  hasActions: boolean;
  /** Left out where rows can't be chosen. */
  chosen?: boolean;
  onChoose: (chosen: boolean) => void;
};

export function DataRow<Row>({
  row,
  columns,
  label,
  href,
  actions = [],
  hasActions,
  chosen,
  onChoose,
}: RowProps<Row>) {
  const router = useRouter();
  const places = cardPlaces(columns);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
    if (event.key === 'x' && chosen !== undefined) onChoose(!chosen);
    const action = actions.find((one) => one.hotkey === event.key && !one.disabled);
    if (!action) return;
    event.preventDefault();
    if (action.href) router.push(action.href);
    else action.onSelect?.();
  };

  return (
    <tr
      role="row"
      data-row=""
      tabIndex={href ? undefined : -1}
      aria-selected={chosen}
      onKeyDown={onKeyDown}
      className="group/row"
    >
      {chosen !== undefined && (
        <td role="cell" className="dt-check">
          <Checkbox
            aria-label={`Choose ${label}`}
            checked={chosen}
            onCheckedChange={(next) => onChoose(next === true)}
          />
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
          <RowMenu label={label} actions={actions} />
        </td>
      )}
    </tr>
  );
}

type CellProps<Row> = { row: Row; column: DataColumn<Row>; place: CardPlace; href?: string; first: boolean };

function DataCell<Row>({ row, column, place, href, first }: CellProps<Row>) {
  const content = column.cell(row);
  const secondary = column.secondary?.(row);
  const text = typeof content === 'string' ? content : undefined;
  return (
    <td
      role="cell"
      data-card={place}
      data-gives={column.gives}
      data-label={place === 'fact' || column.kind === 'number' ? column.header : undefined}
      data-empty={content === null || content === undefined || content === '' ? '' : undefined}
      className={cn(column.kind === 'number' && 'dt-number', column.kind === 'date' && 'text-ink-3')}
      style={column.maxWidth ? { maxWidth: column.maxWidth } : undefined}
    >
      <Cut text={text} className={cn(first && 'font-medium')}>
        {href ? (
          <Link
            href={href}
            data-row-link=""
            className="hover:underline hover:decoration-line-strong hover:underline-offset-3"
          >
            {content}
          </Link>
        ) : (
          content
        )}
      </Cut>
      {secondary !== undefined && secondary !== null && secondary !== '' && (
        <Cut text={typeof secondary === 'string' ? secondary : undefined} className="text-sm text-ink-3">
          {secondary}
        </Cut>
      )}
    </td>
  );
}

/** Text is cut with a tooltip; what is more than text keeps its own shape. */
function Cut({ text, className, children }: { text?: string; className?: string; children: ReactNode }) {
  if (text === undefined)
    return (
      <div className={cn('cut min-w-0 truncate has-[[role=progressbar]]:overflow-visible', className)}>
        {children}
      </div>
    );
  return (
    <Truncate text={text} className={className}>
      {children}
    </Truncate>
  );
}
