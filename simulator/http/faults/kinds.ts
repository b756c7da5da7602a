import { answerKinds } from './change-answer';
import { engineKinds } from './effects';
import { pageKinds } from './spoil-page';
import { insteadKinds } from './answer-instead';
import { socketKinds } from './socket';

/** Every word that `kind` of a fault rule may be. */
export const faultKinds: ReadonlySet<string> = new Set<string>([
  ...socketKinds,
  ...insteadKinds,
  ...engineKinds,
  ...pageKinds,
  ...answerKinds,
]);
