import { cn } from './cn';
import { PageLink } from './page-link';

type LinkChoiceProps = {
  /** Its name for those who don't see it. */
  label: string;
  options: readonly { label: string; href: string; isChosen: boolean }[];
  className?: string;
};

/** Two to six words of which one holds, each an address: what is shown can be sent on. */
export function LinkChoice({ label, options, className }: LinkChoiceProps) {
  return (
    <nav aria-label={label} className={cn('w-fit', className)}>
      <ul className="inline-flex flex-wrap rounded-sm border border-line-strong bg-surface text-sm">
        {options.map((option) => (
          <li key={option.label} className="group">
            <PageLink
              href={option.href}
              scroll={false}
              aria-current={option.isChosen ? 'true' : undefined}
              className={cn(
                'block px-2.5 py-[3px] group-first:rounded-l-[5px] group-last:rounded-r-[5px]',
                option.isChosen ? 'bg-accent-soft font-medium text-accent-text' : 'text-ink-2 hover:text-ink',
              )}
            >
              {option.label}
            </PageLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
