import PQueue from 'p-queue';
import { AppError } from '../errors';

/** Each holds 19 MB and a core for some tens of milliseconds: pages and the rest of the process have the others. */
const atOnce = 2;
const mostWaiting = 100;

const queue = new PQueue({ concurrency: atOnce });

/** Who is known goes ahead of strangers, of whom there may be very many. */
export type Turn = 'known' | 'stranger';

/** Does the work when its turn comes; too many at once are refused instead of kept. */
export async function inHashQueue<Made>(turn: Turn, work: () => Promise<Made>): Promise<Made> {
  if (turn === 'stranger' && queue.size >= mostWaiting)
    throw new AppError('unavailable', 'too many passwords to check', {
      userMessage: 'Too many people sign in just now. Try again in a moment.',
      retryAfterSeconds: 5,
    });
  return queue.add(work, { priority: turn === 'known' ? 1 : 0 });
}
