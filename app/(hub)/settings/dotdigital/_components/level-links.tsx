import { cn } from '@/components/ui/cn';
import { PageLink } from '@/components/ui/page-link';

type LevelLinksProps = { integrations: { id: string; name: string }[]; chosen: string | null };

/** All integrations, or one of them. */
export function LevelLinks({ integrations, chosen }: LevelLinksProps) {
  const levels = [{ id: null, name: 'All integrations' }, ...integrations];
  return (
    <nav aria-label="Settings of" className="mb-4 flex flex-wrap gap-x-5 border-b">
      {levels.map(({ id, name }) => (
        <PageLink
          key={id}
          href={id === null ? '/settings/dotdigital' : `/settings/dotdigital?integrationId=${id}`}
          aria-current={id === chosen ? 'page' : undefined}
          className={cn(
            '-mb-px max-w-full cut border-b-2 border-transparent px-0.5 pt-1 pb-2 text-ink-2 hover:text-ink',
            id === chosen && 'border-accent font-medium text-ink',
          )}
          title={name}
        >
          {name}
        </PageLink>
      ))}
    </nav>
  );
}
