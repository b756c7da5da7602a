import type { Prisma } from '@/lib/db';
import { channelLabels, consentFields, otherChannels } from '../records/consent-channels';
import type { RecordWithOwner } from '../records/internal';
import { mergeConsent } from './merge-consent';
import { type MergeSnapshot, type SavedConsent, savedConsent } from './merge-snapshot';

type Data = Prisma.CrmRecordUncheckedUpdateInput;
type Held = Pick<
  RecordWithOwner,
  (typeof consentFields)[(typeof otherChannels)[number]]['state' | 'at'] | 'mobileE164'
>;

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const heldBy = (record: Held, channel: (typeof otherChannels)[number]) => ({
  state: record[consentFields[channel].state],
  at: record[consentFields[channel].at],
  // Of push there is no address: whatever was said is said of the person.
  key: channel === 'sms' ? record.mobileE164 : null,
});

const dataOf = (channel: (typeof otherChannels)[number], { state, at }: SavedConsent): Data => ({
  [consentFields[channel].state]: state,
  [consentFields[channel].at]: at === null ? null : new Date(at),
});

/** What becomes of the consents beside that of mail, by the same rule: the stricter wins, and a consent stays with the number it was given for. */
export function mergeChannels(
  winner: Held,
  loser: Held,
  mobileE164: string | null,
): { data: Data; saved: NonNullable<MergeSnapshot['channels']> } {
  const data: Data = {};
  const saved: NonNullable<MergeSnapshot['channels']> = {};
  for (const channel of otherChannels) {
    const [before, other] = [heldBy(winner, channel), heldBy(loser, channel)];
    const after = mergeConsent(before, other, channel === 'sms' ? mobileE164 : null);
    saved[channel] = { before: savedConsent(before), after: savedConsent(after), loser: savedConsent(other) };
    Object.assign(data, dataOf(channel, savedConsent(after)));
  }
  return { data, saved };
}

/**
 * Each that still is as the merge left it becomes what it was. An opt-out since was the person's own, whichever of the two records they
 * are: it stays, and holds for the other one too.
 */
export function restoreChannels(
  winner: Held,
  saved: MergeSnapshot['channels'],
): {
  winner: Data;
  loser: Data;
  kept: string[];
  optOuts: { channel: (typeof otherChannels)[number]; at: Date | null }[];
} {
  const back: ReturnType<typeof restoreChannels> = { winner: {}, loser: {}, kept: [], optOuts: [] };
  for (const channel of otherChannels) {
    const was = saved?.[channel];
    if (!was) continue;
    const now = heldBy(winner, channel);
    if (same(savedConsent(now), was.after)) {
      Object.assign(back.winner, dataOf(channel, was.before));
      continue;
    }
    back.kept.push(`${channelLabels[channel]} consent`);
    if (now.state !== 'withdrawn' || was.loser.state === 'withdrawn') continue;
    Object.assign(back.loser, dataOf(channel, savedConsent(now)));
    back.optOuts.push({ channel, at: now.at });
  }
  return back;
}
