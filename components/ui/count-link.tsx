import type { ReactNode } from 'react';

import { type DefinitionName, definitionText } from '@/lib/definitions';

import { Defined } from './count';
import { PageLink } from './page-link';
import { Tooltip } from './tooltip';

type CountLinkProps = {
  href: string | null | undefined;
  /** What the number counts, where no name beside it tells. */
  definition?: DefinitionName;
  children: ReactNode;
};

/** A number as the door to exactly what it counts; without an address it is only said. */
export function CountLink({ href, definition, children }: CountLinkProps) {
  if (!href) return definition ? <Defined by={definition}>{children}</Defined> : children;
  const link = (
    <PageLink href={href} className="prose-link" data-count="">
      {children}
    </PageLink>
  );
  return definition ? <Tooltip content={definitionText(definition)}>{link}</Tooltip> : link;
}
