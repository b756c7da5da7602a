import { Prisma } from '@/lib/db';
import { standingCodes, standingOf, standingWord } from '@/lib/standing';
import { memberStateLabels, memberStates, type MemberState } from '../schemas';
import { channelOf, stateOf, type ListConnection } from './member-sql';

const { sql } = Prisma;

const mark = 'reason.';

/** A reason as the filter spells it: some states have the name of a reason, which is then only a part of them. */
export const reasonChoice = (code: string): string => `${mark}${code}`;

/** Members in one of these states or kept from mail by one of these reasons. */
export function stateIs(values: readonly string[], connection: ListConnection | null): Prisma.Sql {
  const codes = values.flatMap((one) => (one.startsWith(mark) ? [one.slice(mark.length)] : []));
  const states = values.filter((one) => !one.startsWith(mark));
  const parts = [
    ...(states.length > 0 ? [sql`${stateOf(connection)} = ANY(${states}::text[])`] : []),
    ...(codes.length > 0 ? [sql`(${standingOf(channelOf(connection))}) = ANY(${codes}::text[])`] : []),
  ];
  return sql`(${Prisma.join(parts, ' OR ')})`;
}

/** Whoever is off the list is no member: those reasons are asked for among the removed. */
const offTheList = new Set(['not_on_list', 'removed_by_hand']);

/** All that the members of a list can be asked for by. */
export const stateChoices: readonly { value: string; label: string; hint?: string }[] = [
  ...memberStates.map((value) => ({ value, label: memberStateLabels[value] })),
  ...standingCodes
    .filter((code) => !offTheList.has(code))
    .map((code) => ({ value: reasonChoice(code), label: standingWord(code), hint: 'reason' })),
];

/** The states in which someone is still there once those of earlier steps are left out. */
export const statesBut = (...left: MemberState[]): MemberState[] =>
  memberStates.filter((state) => !left.includes(state));
