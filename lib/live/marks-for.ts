import { createHash } from 'node:crypto';
import type { Actor } from '../actor';
import { maySeeList } from '../context';
import { may, type Permission } from '../permissions';
import type { Moving } from './read-moving';
import type { Marks, Subject } from './schemas';

const permissionOf = {
  list: 'lists.read',
  run: 'runs.read',
  import: 'crm.import',
  integration: 'integrations.read',
  campaign: 'statistics.read',
  draft: 'campaigns.send',
  order: 'statistics.read',
  automation: 'automations.read',
  erasure: 'privacy.read',
  insight: 'insight.read',
  key: 'keys.read',
} as const satisfies Record<string, Permission>;

const nounOf = (subject: Subject): keyof typeof permissionOf =>
  (subject.split(':')[0] ?? '').replace(/s$/, '') as keyof typeof permissionOf;

/** How each of these stands for this person: what they may not see stands still, as what was never there. */
export function marksFor(actor: Actor, watch: readonly Subject[], moving: readonly Moving[]): Marks {
  const seen = moving.filter(({ list }) => list === null || maySeeList({ actor }, list));
  const marks: Marks = {};
  for (const subject of watch) {
    const mark = createHash('md5');
    if (may(actor, permissionOf[nounOf(subject)]))
      for (const one of seen) if (one.subjects.includes(subject)) mark.update(one.mark);
    marks[subject] = mark.digest('base64url').slice(0, 12);
  }
  return marks;
}
