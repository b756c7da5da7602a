import type { ReactNode } from 'react';

import { cn } from './cn';

type TruncateProps = {
  children: ReactNode;
  /** The whole, where the children don't say it. */
  text?: string;
  className?: string;
};

/** Cut with an ellipsis; the page's tooltip shows the whole text, only when something was cut. */
export function Truncate({ children, className, text }: TruncateProps) {
  return (
    <span className={cn('cut', className)} data-whole={text === children ? undefined : text}>
      {children}
    </span>
  );
}
