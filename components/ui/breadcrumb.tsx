import { cn } from './cn';
import { PageLink } from './page-link';
import { Truncate } from './truncate';

export type Crumb = { label: string; href?: string };

/**
 * Rendered by the page, shown in the top bar: it is fixed there by position, so it needs neither a slot nor a script.
 * The last item is the page itself.
 */
export function Breadcrumb({ items }: { items: Crumb[] }) {
  return (
    <nav
      aria-label="Breadcrumb"
      className="fixed top-0 left-14 z-30 flex h-(--top) max-w-[calc(100vw-164px)] items-center nav:left-[calc(var(--side)+24px)] nav:max-w-[calc(100vw-var(--side)-400px)] print:hidden"
    >
      <ol className="flex min-w-0 items-center gap-1.5 text-ink-3">
        {items.map((item, index) => {
          const last = index === items.length - 1;
          return (
            <li
              key={`${item.label}-${index}`}
              aria-current={last ? 'page' : undefined}
              className={cn(
                'items-center gap-1.5',
                last ? 'flex min-w-0 font-medium text-ink' : parent(index),
              )}
            >
              {last || !item.href ? (
                <Truncate>{item.label}</Truncate>
              ) : (
                <PageLink href={item.href} className="cut hover:text-ink">
                  {item.label}
                </PageLink>
              )}
              {!last && <span aria-hidden>/</span>}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** The name of the section is short and stays; the names below it give way before that of the page does. */
const parent = (index: number): string =>
  index === 0 ? 'hidden shrink-0 sm:flex' : 'hidden min-w-9 shrink-[9999] sm:flex';
