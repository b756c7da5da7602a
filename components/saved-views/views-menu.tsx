'use client';

import { ChevronDown } from 'lucide-react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';

import { callAction } from '@/components/session/call-action';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu';
import { toast } from '@/components/ui/toaster';
import type { Result } from '@/lib/result';
import type {
  DefaultViewInput,
  RenameViewInput,
  ReplaceViewInput,
  SavedViewItem,
  SaveViewInput,
  ViewGrid,
  ViewRef,
} from '@/lib/users/schemas';
import { keptQuery, sameQuery } from './kept-query';
import { ViewNameDialog } from './view-name-dialog';

export type ViewActions = {
  save: (input: SaveViewInput) => Promise<Result<SavedViewItem>>;
  rename: (input: RenameViewInput) => Promise<Result<void>>;
  replace: (input: ReplaceViewInput) => Promise<Result<SavedViewItem>>;
  makeDefault: (input: DefaultViewInput) => Promise<Result<void>>;
  remove: (input: ViewRef) => Promise<Result<void>>;
};

type ViewsMenuProps = {
  grid: ViewGrid;
  /** "All contacts" */ all: string;
  views: SavedViewItem[];
  actions: ViewActions;
};

/** Of the address as it stands: what the page was given comes a moment later while a change of the grid is on its way. */
const queryOfAddress = (): string => keptQuery(new URLSearchParams(window.location.search));

/** The person's own views of a grid. The address holds what the grid shows and which view it came from. */
export function ViewsMenu({ grid, all, views, actions }: ViewsMenuProps) {
  const path = usePathname() ?? '';
  const params = new URLSearchParams(useSearchParams() ?? undefined);
  const router = useRouter();
  const [dialog, setDialog] = useState<'save' | 'rename' | 'remove' | null>(null);
  const query = keptQuery(params);
  const active = views.find(({ id }) => id === params.get('view'));
  const changed = active !== undefined && !sameQuery(query, active.query);

  const open = (view: Pick<SavedViewItem, 'id' | 'query'>): void =>
    router.push(`${path}?${view.query}${view.query ? '&' : ''}view=${view.id}`);
  const openAll = (): void =>
    router.push(views.some(({ isDefault }) => isDefault) ? `${path}?view=all` : path);
  const does = async (act: () => Promise<Result<unknown>>, words: string): Promise<void> => {
    const answer = await callAction(act);
    if (!answer.ok) return void toast.bad('Nothing was changed', { detail: answer.error.message });
    toast.good(words);
    router.refresh();
  };
  const close = (): void => setDialog(null);

  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button size="sm" aria-label={active ? `View: ${active.name}` : 'Views'} className="max-w-60">
            <span className="cut">{active?.name ?? 'Views'}</span>
            {changed && <span className="text-ink-3">changed</span>}
            <ChevronDown aria-hidden />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start" className="max-w-80">
          <DropdownMenuLabel>Your views</DropdownMenuLabel>
          <DropdownMenuRadioGroup value={active ? (changed ? '' : active.id) : query === '' ? 'all' : ''}>
            <DropdownMenuRadioItem value="all" onSelect={openAll}>
              {all}
            </DropdownMenuRadioItem>
            {views.map((view) => (
              <DropdownMenuRadioItem key={view.id} value={view.id} onSelect={() => open(view)}>
                <span className="min-w-0 flex-1 cut">{view.name}</span>
                {view.isDefault && <span className="text-sm text-ink-3">opens first</span>}
              </DropdownMenuRadioItem>
            ))}
          </DropdownMenuRadioGroup>
          <DropdownMenuSeparator />
          {active && changed && (
            <DropdownMenuItem
              onSelect={() =>
                void does(
                  () => actions.replace({ id: active.id, query: queryOfAddress() }),
                  `${active.name} saved`,
                )
              }
            >
              Save changes to {active.name}
            </DropdownMenuItem>
          )}
          <DropdownMenuItem onSelect={() => setDialog('save')}>Save as a new view</DropdownMenuItem>
          {active && (
            <>
              <DropdownMenuItem onSelect={() => setDialog('rename')}>Rename {active.name}</DropdownMenuItem>
              <DropdownMenuItem
                onSelect={() =>
                  void does(
                    () => actions.makeDefault({ grid, id: active.isDefault ? null : active.id }),
                    active.isDefault ? `${all} open first again` : `${active.name} opens first from now on`,
                  )
                }
              >
                {active.isDefault ? `Don’t open with ${active.name}` : `Open with ${active.name}`}
              </DropdownMenuItem>
              <DropdownMenuItem tone="danger" onSelect={() => setDialog('remove')}>
                Delete {active.name}
              </DropdownMenuItem>
            </>
          )}
        </DropdownMenuContent>
      </DropdownMenu>
      {dialog === 'save' && (
        <ViewNameDialog
          title="Save as a new view"
          hint="It keeps the search, filters, sort, columns and rows per page. Only you see it."
          save={(name) => actions.save({ grid, name, query: queryOfAddress() })}
          onSaved={(view) => {
            toast.good(`${view.name} saved`);
            open(view);
          }}
          onClose={close}
        />
      )}
      {dialog === 'rename' && active && (
        <ViewNameDialog
          title={`Rename ${active.name}`}
          name={active.name}
          save={(name) => actions.rename({ id: active.id, name })}
          onSaved={() => router.refresh()}
          onClose={close}
        />
      )}
      {active && (
        <ConfirmDialog
          open={dialog === 'remove'}
          onOpenChange={(next) => !next && close()}
          title={`Delete the view ${active.name}`}
          goes="The view goes from your menu."
          stays="Everyone it shows stays as they are."
          confirm="Delete this view"
          onConfirm={async () => {
            const result = await actions.remove({ id: active.id });
            if (result.ok) {
              toast.good(`${active.name} deleted`);
              router.replace(path);
            }
            return result;
          }}
        />
      )}
    </>
  );
}
