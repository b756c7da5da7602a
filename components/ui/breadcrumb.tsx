import Link from 'next/link';

export type Crumb = { label: string; href?: string };

/**
 * Rendered by the page, shown in the top bar: it is fixed there by position, so it needs neither a slot nor a script.
 * The last item is the page itself.
 */
export function Breadcrumb({ items }: { items: Crumb[] }) {
  return (
    <nav
      aria-label="Breadcrumb"
      className="fixed top-0 left-14 z-30 flex h-(--top) max-w-[calc(100vw-164px)] items-center nav:left-[calc(var(--side)+24px)] nav:max-w-[calc(100vw-var(--side)-400px)]"
    >
      <ol className="flex min-w-0 items-center gap-1.5 text-ink-3">
        {items.map((item, index) => {
          const last = index === items.length - 1;
          return (
            <li
              key={`${item.label}-${index}`}
              className={last ? 'min-w-0 truncate' : 'hidden shrink-0 items-center gap-1.5 sm:flex'}
            >
              {last || !item.href ? (
                <span
                  aria-current={last ? 'page' : undefined}
                  className={last ? 'font-medium text-ink' : undefined}
                >
                  {item.label}
                </span>
              ) : (
                <Link href={item.href} className="hover:text-ink">
                  {item.label}
                </Link>
              )}
              {!last && <span aria-hidden>/</span>}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
