import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation';

import { type ActionError, failed, type Result } from '@/lib/result';

import { showProof } from './prove-again';
import { signInAgain } from './session-over';

type Send<Data> = () => Promise<Result<Data>>;

const noAnswer = 'The server could not be reached. Try again in a moment.';

/**
 * The one way to call a server action: where the session is over the person signs in again in place, where it hurts they show again who
 * they are, and the very call goes out once more; where no answer came it is said why.
 */
export async function callAction<Data>(send: Send<Data>, unreachable = noAnswer): Promise<Result<Data>> {
  const first = await sendOnce(send, unreachable);
  return !first.ok && (await isMended(first.error)) ? sendOnce(send, unreachable) : first;
}

async function isMended({ code, asks }: ActionError): Promise<boolean> {
  if (code === 'not_signed_in') return signInAgain();
  return code === 'step_up' && asks !== undefined && showProof(asks);
}

async function sendOnce<Data>(send: Send<Data>, unreachable: string): Promise<Result<Data>> {
  try {
    return await send();
  } catch (thrown) {
    unstable_rethrow(thrown);
    return failed(whyUnanswered(thrown, unreachable));
  }
}

/** After a deployment the page calls an action by an id that the server no longer knows. */
function whyUnanswered(thrown: unknown, unreachable: string): ActionError {
  if (unstable_isUnrecognizedActionError(thrown))
    return {
      code: 'outdated',
      message:
        'Dotbridge was updated since this page was opened, so nothing was done. Reload the page; what you typed into its form is kept and stands there again.',
    };
  return {
    code: 'unreachable',
    message: navigator.onLine ? unreachable : 'This computer is offline. Try again once the network is back.',
  };
}
