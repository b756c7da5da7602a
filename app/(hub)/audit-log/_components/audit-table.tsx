'use client';

import { useMemo } from 'react';
import { Chip } from '@/components/ui/chip';
import {
  DataTable,
  type DataColumn,
  type ExtraFilter,
  type PageInfo,
  useRows,
} from '@/components/ui/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import type { Option } from '@/components/ui/select';
import { Time } from '@/components/ui/time';
import {
  actionWords,
  auditKinds,
  auditRoads,
  auditSubjects,
  roadWords,
  type AuditLine,
} from '@/lib/audit/schemas';
import type { PackedRows } from '@/lib/packed-rows';
import { subjectWords } from './line-words';

type AuditTableProps = {
  rows: PackedRows<AuditLine>;
  page: PageInfo;
  people: Option[];
  /** Ids that the address asks for. */
  askedIds: string[];
  askedTokens: string[];
};

const choices = (words: Readonly<Record<string, string>>): Option[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

const columns: DataColumn<AuditLine>[] = [
  {
    id: 'action',
    header: 'What',
    cell: (line) => actionWords(line.action),
    secondary: (line) => subjectWords(line),
    filter: { type: 'text' },
    maxWidth: 420,
  },
  {
    id: 'refused',
    header: 'Outcome',
    kind: 'state',
    cell: (line) => <Chip tone={line.refused ? 'bad' : 'good'}>{line.refused ? 'Refused' : 'Done'}</Chip>,
    filter: { type: 'boolean' },
  },
  {
    id: 'who',
    header: 'Who',
    cell: (line) => line.actor,
    secondary: (line) => (line.tokenId === null ? '' : `with API token ${line.tokenId}`),
    filter: { type: 'text' },
    maxWidth: 300,
  },
  {
    id: 'road',
    header: 'From',
    cell: (line) => (line.road ? roadWords[line.road] : '–'),
    secondary: (line) => [line.address, line.userAgent].filter(Boolean).join(' · '),
    filter: { type: 'choice', options: auditRoads.map((road) => ({ value: road, label: roadWords[road] })) },
    maxWidth: 300,
    gives: 2,
  },
  {
    id: 'at',
    header: 'When',
    kind: 'date',
    cell: (line) => <Time at={line.at} as="moment" />,
    sortable: true,
    filter: { type: 'date' },
  },
];

const filtersOf = ({ people, askedIds, askedTokens }: AuditTableProps): ExtraFilter[] => [
  { id: 'kind', header: 'Kind', filter: { type: 'choice', options: choices(auditKinds) } },
  { id: 'person', header: 'Person', filter: { type: 'choice', options: people } },
  {
    id: 'subject',
    header: 'Thing',
    filter: {
      type: 'choice',
      options: Object.entries(auditSubjects).map(([value, { noun }]) => ({ value, label: noun })),
    },
  },
  { id: 'from', header: 'Address', filter: { type: 'text' } },
  ...askedFor('subjectId', 'Id', askedIds),
  ...askedFor('token', 'API token', askedTokens),
];

/** What is only ever asked for by a link: there are too many to choose from. */
const askedFor = (id: string, header: string, asked: string[]): ExtraFilter[] =>
  asked.length === 0
    ? []
    : [{ id, header, filter: { type: 'choice', options: asked.map((value) => ({ value, label: value })) } }];

export function AuditTable(props: AuditTableProps) {
  const { rows, page } = props;
  const extraFilters = useMemo(() => filtersOf(props), [props]);
  return (
    <DataTable
      label="Audit Log"
      columns={columns}
      extraFilters={extraFilters}
      rows={useRows(rows)}
      rowId={(line) => line.id}
      rowHref={(line) => `/audit-log/${line.id}`}
      rowLabel={(line) => `${actionWords(line.action)}, ${line.actor}`}
      page={page}
      defaultSort="at.desc"
      searchPlaceholder="Search who, what, id, address"
      csvHref="/api/audit-log"
      empty={
        <EmptyState title="Nothing was changed yet">The first sign-in leaves the first line.</EmptyState>
      }
    />
  );
}
