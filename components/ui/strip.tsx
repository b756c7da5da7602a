import type { ReactNode } from 'react';

import { Card } from './card';

type StripProps = {
  /** The state, as a chip. */
  state: ReactNode;
  children: ReactNode;
  /** Figures and one small button. */
  right?: ReactNode;
};

/** One line that says how a thing stands: "Ready to send · Address book … complete as of 14:02". */
export function Strip({ state, children, right }: StripProps) {
  return (
    <Card className="mb-4 flex flex-wrap items-center gap-x-[18px] gap-y-2 px-4 py-[11px]">
      {state}
      <div className="min-w-0 flex-[1_1_280px] text-ink-2 [&_b]:text-ink">{children}</div>
      {right !== undefined && (
        <div className="flex flex-wrap items-center gap-x-[18px] gap-y-2 text-ink-2 [&_b]:text-ink">
          {right}
        </div>
      )}
    </Card>
  );
}
