import Link from 'next/link';
import type { ComponentProps } from 'react';

type PageLinkProps = Omit<ComponentProps<typeof Link>, 'prefetch'>;

/** Every link to a page of ours. The page behind it is asked for when somebody comes near (`AskAhead`), not because it is in sight. */
export function PageLink(props: PageLinkProps) {
  return <Link prefetch={false} data-page="" {...props} />;
}
