import { checkChain, type ChainFault, type ChainReport } from '../../lib/audit';
import type { Context } from '../../lib/context';
import { formatDuration, formatNumber } from '../../lib/format';
import { bad, good, note, type Finding } from './finding';

/** Signed every hour while lines are added. */
const anchorMs = 26 * 60 * 60_000;

const whats: Record<ChainFault['what'], string> = {
  changed: 'is not what was written',
  gone: 'was deleted',
  gap: 'comes after lines that were deleted with their links',
  unlinked: 'was slipped in beside the chain',
  end: 'is the last, though more were written: the end was taken off',
  anchor: 'is not what was signed: the chain was written anew',
  signature:
    'is where the log begins by an anchor that was not signed with ENCRYPTION_KEYS, or by one whose key is gone',
};

/** Every line against its link, and the chain against what was signed. */
export async function examineAuditLog(ctx: Pick<Context, 'db' | 'config' | 'now'>): Promise<Finding[]> {
  const report = await checkChain(ctx, 'cut');
  const { fault } = report;
  if (fault) {
    const line = fault.entryId === null ? '' : ` (line ${fault.entryId})`;
    return [
      bad(
        'Audit log',
        `the first broken place is ${fault.seq ?? 'none of the chain'}${line}: it ${whats[fault.what]}. Compare with a backup, and with the anchors in the worker’s log.`,
      ),
    ];
  }
  return [
    good(
      'Audit log',
      `${formatNumber(report.count)} lines are what was written; the chain ends at ${report.seq} with ${Buffer.from(report.hash).toString('hex')}.`,
    ),
    ...anchorFindings(report, ctx.now()),
  ];
}

function anchorFindings({ anchor, seq }: ChainReport, now: Date): Finding[] {
  if (seq === (anchor?.seq ?? 0n)) return [];
  if (anchor === null) return [note('Audit log', 'was never signed yet: the job audit.sign does it.')];
  const age = now.getTime() - anchor.at.getTime();
  return age < anchorMs
    ? []
    : [
        bad(
          'Audit log',
          `was signed ${formatDuration(age)} ago for the last time: is the job audit.sign done?`,
        ),
      ];
}
