import type { Result } from '@/lib/result';

import { callAction } from '../session/call-action';
import { toast } from './toaster';

type Undo = {
  /** The verb that restores; it asks for its permission like every other. */
  action: () => Promise<Result<unknown>>;
  done: string;
  failed: string;
  /** Reads what the page shows again. */
  then: () => void;
};

/** For `undo` of a toast: takes back what was just done, and says how that went. */
export const undoBy =
  ({ action, done, failed, then }: Undo) =>
  (): void =>
    void callAction(action).then((told) => {
      if (told.ok) toast.good(done);
      else toast.bad(failed, { detail: told.error.message });
      then();
    });
