import { setTimeout as wait } from 'node:timers/promises';
import type { WireAnswer } from './change-answer';
import { numberArg } from './effects';
import type { Injection } from './rule';

export interface WaitingSwap {
  answer: WireAnswer;
  give(other: WireAnswer): void;
}

/** Two calls that were struck get each other's answers; one that stays alone gets its own after a while. */
export async function swapAnswers(
  waiting: WaitingSwap[],
  injections: Injection[],
  answer: WireAnswer,
): Promise<WireAnswer> {
  const swap = injections.find(({ kind }) => kind === 'swap-answers');
  if (!swap) return answer;
  const partner = waiting.shift();
  if (partner) {
    partner.give(answer);
    return partner.answer;
  }
  const swapped = new Promise<WireAnswer>((resolve) => waiting.push({ answer, give: resolve }));
  const alone = wait(numberArg(swap.args, 'seconds', 5) * 1000, answer, { ref: false });
  const outcome = await Promise.race([swapped, alone]);
  const place = waiting.findIndex((candidate) => candidate.answer === answer);
  if (place !== -1) waiting.splice(place, 1);
  return outcome;
}
