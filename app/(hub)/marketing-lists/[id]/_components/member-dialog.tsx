'use client';

import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { toast } from '@/components/ui/toaster';
import { undoBy } from '@/components/ui/undo-by';
import type { MemberRow } from '@/lib/marketing-lists/schemas';
import type { Result } from '@/lib/result';
import {
  optOutMemberAction,
  removeMemberAction,
  restoreMembersAction,
  subscribeMemberAction,
  takeOffListAction,
} from '../../actions';
import { RemovalWords } from './removal-words';

export type MemberQuestion = { kind: 'take-off' | 'opt-out' | 'remove'; member: MemberRow };

/** Two wishes that sound alike and a hand removal: each says what goes and what stays. */
export function MemberDialog({
  listId,
  question: { kind, member },
  onClose,
}: {
  listId: string;
  question: MemberQuestion;
  onClose: () => void;
}) {
  const router = useRouter();
  const reason = useRef('');
  const { name, recordId } = member;
  const confirm =
    (done: string, run: () => Promise<Result<void>>, restore?: () => Promise<Result<unknown>>) =>
    async () => {
      const result = await run();
      if (result.ok) {
        const undo =
          restore &&
          undoBy({
            action: restore,
            done: `${name} may be on the list again`,
            failed: 'Not taken back',
            then: () => router.refresh(),
          });
        toast.good(done, { undo });
        router.refresh();
      }
      return result;
    };
  const shared = { open: true, onOpenChange: (open: boolean) => !open && onClose() };

  if (kind === 'take-off') {
    return (
      <ConfirmDialog
        {...shared}
        title={`Take ${name} off this list`}
        goes="The next wave takes this address out of the list’s address book."
        stays="They stay subscribed at Dotdigital and on other lists. Subscribe puts them back."
        confirm="Take off this list"
        onConfirm={confirm(
          `${name} is off this list`,
          () => takeOffListAction({ listId, recordId }),
          () => subscribeMemberAction({ listId, recordId }),
        )}
      />
    );
  }
  if (kind === 'opt-out') {
    return (
      <ConfirmDialog
        {...shared}
        title={`${name} opted out of mail`}
        goes="Their wish is recorded now and goes out to Dotdigital as an unsubscribe before anything else. No list mails this address any more."
        stays="The record and its history stay. Only a newer consent of the person brings them back."
        confirm="Record the opt-out"
        onConfirm={confirm(`${name} is opted out of mail`, () => optOutMemberAction({ listId, recordId }))}
      />
    );
  }
  return (
    <ConfirmDialog
      {...shared}
      title={`Remove ${name} from this list`}
      goes={<RemovalWords onReason={(text) => (reason.current = text)} />}
      stays="The record stays. Undo remove, under Removed, puts them back."
      confirm="Remove"
      onConfirm={confirm(
        `${name} is removed from this list`,
        () => removeMemberAction({ listId, recordId, reason: reason.current }),
        () => restoreMembersAction({ listId, recordIds: [recordId], reason: '' }),
      )}
    />
  );
}
