import { Prisma, type Tx } from '../db';
import type { PauseKind, ShadowReport } from './schemas';

/** Why a connection does not send: a code to decide on, a sentence for people. */
type Reason = { code: string; message: string };

export const noReason = { stateCode: null, stateMessage: null };
const because = ({ code, message }: Reason) => ({ stateCode: code, stateMessage: message });
/** A form that was opened before is stale. */
const changed = { version: { increment: 1 } };

/** A person lets nothing more be sent, until then or until someone lets it; opt-outs still go out, and what is under way is followed up. */
export const setPaused = (tx: Tx, id: bigint, kind: PauseKind, message: string, until: Date | null = null) =>
  tx.connection.update({
    where: { id },
    data: { state: 'paused', ...because({ code: kind, message }), pausedUntil: until, ...changed },
  });

/** What a connection in shadow mode would do now; nothing where somebody made it live meanwhile. */
export const noteShadow = (
  tx: Tx,
  id: bigint,
  { report, message }: { report: ShadowReport; message: string },
) =>
  tx.connection.updateMany({
    where: { id, state: 'paused', stateCode: 'shadow' },
    data: { shadow: report, stateMessage: message },
  });

/** Dotdigital refused, and would again: nothing more is sent until someone resumes it (law L7). */
export const setStopped = (tx: Tx, id: bigint, reason: Reason) =>
  tx.connection.update({ where: { id }, data: { state: 'stopped', ...because(reason), ...changed } });

/** Its plan waits for an approval (law L12). */
export const setHeld = (tx: Tx, id: bigint, reason: Reason) =>
  tx.connection.update({ where: { id }, data: { state: 'held', ...because(reason) } });

/** It sends again: `asked` by a person, or because what was held was given up. `dueAt`: its next turn; the scheduled one stands without. */
export const setActive = (tx: Tx, id: bigint, { asked, dueAt }: { asked: boolean; dueAt?: Date }) =>
  tx.connection.update({
    where: { id },
    data: {
      state: 'active',
      ...noReason,
      pausedUntil: null,
      shadow: Prisma.DbNull,
      ...(asked ? changed : {}),
      ...(dueAt ? { nextExportAt: dueAt } : {}),
    },
  });

/** Whoever joins its list from then on is sent; said once. */
export const noteStart = (tx: Tx, id: bigint, at: Date) =>
  tx.connection.updateMany({ where: { id, onlyFrom: null }, data: { onlyFrom: at } });

/** A list that can't be evaluated is not an empty list: an active connection waits and says so. */
export const noteListFailure = (tx: Tx, id: bigint, message: string | null) =>
  tx.connection.updateMany({
    where: { id, state: 'active' },
    data: message === null ? noReason : because({ code: 'list_failed', message }),
  });

/** The book is at its list; whatever was wrong is over. */
export const noteInStep = (tx: Tx, id: bigint, at: Date) =>
  tx.connection.update({ where: { id }, data: { lastExportedAt: at, ...noReason } });
