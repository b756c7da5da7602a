import { entityLabels } from '@/lib/crm';
import type { CrmEntity } from '@/lib/crm/schemas';
import { conditionWords } from './describe-condition';
import type { DayFrame } from './filter-days';
import type { ResolvedGroup, ResolvedRule } from './resolve-filter';

/** What a filter means, in plain English: "contacts whose city is “Berlin”, and who opened “October arrivals” exactly once". */
export function describeFilter(root: ResolvedGroup, entity: CrmEntity, frame: DayFrame): string {
  const { one, many } = entityLabels[entity];
  if (root.rules.length === 0) return `every ${one.toLowerCase()}`;
  const people = many.toLowerCase();
  if (root.combinator === 'none') return `${people}, but not those ${eachOf(root, frame).join(' or those ')}`;
  if (root.combinator === 'any') return `${people} ${eachOf(root, frame).join(', or ')}`;
  const [first = '', ...rest] = root.rules.map((rule) => part(rule, frame));
  return [
    first.startsWith('but ') ? `${people}, ${first}` : `${people} ${first}`,
    ...rest.map((text) => (text.startsWith('but ') ? text : `and ${text}`)),
  ].join(', ');
}

const part = (rule: ResolvedRule, frame: DayFrame): string => {
  if (rule.kind === 'group') return groupWords(rule, frame);
  return rule.not ? `but not those ${conditionWords(rule, frame)}` : conditionWords(rule, frame);
};

const eachOf = (group: ResolvedGroup, frame: DayFrame): string[] =>
  group.rules.map((rule) =>
    rule.kind === 'condition' && rule.not
      ? `who are not among those ${conditionWords(rule, frame)}`
      : part(rule, frame),
  );

function groupWords(group: ResolvedGroup, frame: DayFrame): string {
  const parts = eachOf(group, frame);
  const [only = ''] = parts;
  if (group.combinator === 'none') return `but not those ${parts.join(' or those ')}`;
  if (parts.length === 1) return only;
  if (group.combinator === 'all') return `(${parts.join(' and ')})`;
  return `either ${parts.join(' or ')}`;
}
