import { findField, statsJoin, type RecordField } from '../crm';
import { Prisma } from '../db';
import type { PlanMappingRow } from './schemas';

/**
 * Where the CRM fields of a mapping come from, and so which changes send whom again (decision 46). No change is marked anywhere: a
 * plan makes every member's values of what stands in these tables and compares them with what Dotdigital is known to hold, so
 * whatever moves a value, by whichever road it came, sends exactly the people whose value differs.
 *
 * To follow something new: give its fields in the catalogue (lib/crm/fields) a `source` of their own, say in `sourceOf` which one
 * that is, and here where it stands. A test holds each line to the tables that PostgreSQL really reads.
 */
type TrackedSource = {
  /** The tables that a plan reads it from, beside the record itself. */
  tables: readonly string[];
  /** What stands beside the record `r` in the plan's FROM. */
  join: Prisma.Sql;
  /** Counted of other rows: it moves while nobody touches the record, some of it with the calendar (lib/crm/stats keeps it). */
  isVirtual: boolean;
};

const ofTheRecord = { tables: [], join: Prisma.empty, isVirtual: false };
const counted = { tables: ['record_stats'], join: statsJoin, isVirtual: true };

export const trackedSources = {
  own: ofTheRecord,
  custom: ofTheRecord,
  owner: { ...ofTheRecord, tables: ['users'] },
  tags: { ...ofTheRecord, tables: ['record_tags', 'tags'] },
  orders: counted,
  engagement: counted,
} as const satisfies Record<string, TrackedSource>;

export type TrackedSourceName = keyof typeof trackedSources;

function sourceOf(field: RecordField): TrackedSourceName {
  switch (field.source) {
    case 'column':
      return field.type === 'owner' ? 'owner' : 'own';
    case 'custom':
    case 'tags':
      return field.source;
    case 'stats':
      return field.group === 'Engagement' ? 'engagement' : 'orders';
  }
}

/** What a mapping follows, each once, and what its plan needs for that. */
export type Tracked = { names: TrackedSourceName[]; join: Prisma.Sql; hasVirtual: boolean };

export function trackedBy(
  mapping: readonly Pick<PlanMappingRow, 'sources'>[],
  catalogue: readonly RecordField[],
): Tracked {
  const fields = mapping.flatMap(({ sources }) =>
    sources.flatMap((name) => findField(catalogue, name) ?? []),
  );
  const names = [...new Set(fields.map(sourceOf))];
  const sources: TrackedSource[] = names.map((name) => trackedSources[name]);
  const joins = [...new Set(sources.map(({ join }) => join))];
  return {
    names,
    join: joins.length === 0 ? Prisma.empty : Prisma.join(joins, ' '),
    hasVirtual: sources.some(({ isVirtual }) => isVirtual),
  };
}
