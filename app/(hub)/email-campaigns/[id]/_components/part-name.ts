import { entityLabels } from '@/lib/crm/schemas';
import type { Audience, AudiencePart } from '@/lib/campaigns/schemas';
import { plural } from '@/lib/format';

/** What a part of an audience is called. */
export function partName({ kind, label, values }: AudiencePart, { split }: Audience): string {
  switch (kind) {
    case 'value':
      return label;
    case 'others':
      return plural(values, 'other value', 'other values');
    case 'empty':
      return 'Empty';
    case 'none':
      return `No ${entityLabels[split.entity].one.toLowerCase()} of that address`;
  }
}

/** As the grid of people asks for it. */
export function partAsked({ kind, key }: AudiencePart, { parts }: Audience): string[] {
  if (kind === 'value') return [`=${key}`];
  if (kind !== 'others') return [kind];
  return ['others', ...parts.flatMap((part) => (part.kind === 'value' ? [`=${part.key}`] : []))];
}
