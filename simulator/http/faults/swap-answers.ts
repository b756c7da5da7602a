import { setTimeout as wait } from 'node:timers/promises';
import { isSameAnswer, type WireAnswer } from './change-answer';
import { numberArg } from './effects';
import type { Strikes } from './strikes';

export interface WaitingSwap {
  answer: WireAnswer;
  give(other: WireAnswer): void;
}

/** Two calls that were struck get each other's answers; one that stays alone gets its own after a while. */
export async function swapAnswers(
  waiting: WaitingSwap[],
  strikes: Strikes,
  answer: WireAnswer,
): Promise<WireAnswer> {
  const swap = strikes.find('swap-answers');
  if (!swap) return answer;
  const partner = waiting.shift();
  if (partner) {
    partner.give(answer);
    if (!isSameAnswer(answer, partner.answer)) strikes.hit(swap);
    return partner.answer;
  }
  const swapped = new Promise<WireAnswer>((resolve) => waiting.push({ answer, give: resolve }));
  const alone = wait(numberArg(swap.args, 'seconds', 5) * 1000, answer, { ref: false });
  const outcome = await Promise.race([swapped, alone]);
  const place = waiting.findIndex((candidate) => candidate.answer === answer);
  if (place !== -1) waiting.splice(place, 1);
  if (!isSameAnswer(answer, outcome)) strikes.hit(swap);
  return outcome;
}
