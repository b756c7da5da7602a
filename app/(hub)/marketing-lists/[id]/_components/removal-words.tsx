import { ReasonField } from './reason-field';

/** What a removal by hand means, and the question why. */
export function RemovalWords({ onReason }: { onReason: (reason: string) => void }) {
  return (
    <>
      They leave the list and, with the next wave, its address book. Neither the filter nor Dotdigital brings
      them back.
      <ReasonField onChange={onReason} />
    </>
  );
}
