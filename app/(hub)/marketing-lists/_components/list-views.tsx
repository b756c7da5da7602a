import { cn } from '@/components/ui/cn';
import type { ListFolderRow } from '@/lib/marketing-lists/schemas';
import { FolderMenu } from './folder-menu';
import { PageLink } from '@/components/ui/page-link';

type ListViewsProps = {
  folders: ListFolderRow[];
  /** What the address asks for: "show:mine", "folder:7", "" for all. */
  chosen: string;
};

/** The ways one usually looks at the grid, one press each: all, mine, favourites, and every folder. */
export function ListViews({ folders, chosen }: ListViewsProps) {
  const views = [
    { key: '', label: 'All', href: '/marketing-lists' },
    { key: 'show:mine', label: 'Mine', href: '/marketing-lists?f.show=any:mine' },
    { key: 'show:favourite', label: 'Favourites', href: '/marketing-lists?f.show=any:favourite' },
    ...folders.map(({ id, name, listCount }) => ({
      key: `folder:${id}`,
      label: name,
      hint: listCount,
      href: `/marketing-lists?f.folder=any:${id}`,
    })),
  ];
  const folder = folders.find(({ id }) => chosen === `folder:${id}`);
  return (
    <div className="mb-3 flex items-center gap-2">
      <nav aria-label="Views of the lists" className="flex min-w-0 flex-1 flex-wrap gap-1">
        {views.map((view) => (
          <PageLink
            key={view.key}
            href={view.href}
            title={view.label}
            aria-current={view.key === chosen ? 'page' : undefined}
            className={cn(
              'cut max-w-64 rounded-sm px-2.5 py-1 text-ink-2 hover:text-ink',
              view.key === chosen && 'bg-accent-soft font-medium text-accent-text',
            )}
          >
            {view.label}
            {'hint' in view && <span className="figures ml-1.5 text-sm text-ink-3">{view.hint}</span>}
          </PageLink>
        ))}
      </nav>
      {folder && <FolderMenu key={folder.id} folder={folder} />}
    </div>
  );
}
