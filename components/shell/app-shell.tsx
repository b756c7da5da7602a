'use client';

import { Menu, Search } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';

import { IconButton } from '../ui/button';
import { Kbd } from '../ui/kbd';
import { Sheet } from '../ui/sheet';
import { CommandPalette } from './command-palette';
import { KnownPlaces } from './known-places';
import { KeysDialog } from './keys-dialog';
import { navigation, type NavSection, type NavState, places } from './nav';
import { SideMenu } from './side-menu';
import { useShellKeys } from './use-shell-keys';
import { type Person, UserMenu } from './user-menu';

type AppShellProps = {
  person: Person;
  nav?: NavState;
  /** Instead of the usual menu. */
  sections?: NavSection[];
  /** "Create marketing list", "Import contacts": what the palette can start. */
  actions?: { label: string; hint?: string; href: string }[];
  /** A server action, or what next-auth's client offers. */
  signOut: () => void | Promise<void>;
  children: ReactNode;
};

export function AppShell({
  person,
  nav,
  sections = navigation(nav),
  actions = [],
  signOut,
  children,
}: AppShellProps) {
  const [menu, setMenu] = useState(false);
  const [palette, setPalette] = useState(false);
  const [keys, setKeys] = useState(false);
  const known = useMemo(() => places(sections), [sections]);
  useShellKeys({ openPalette: () => setPalette(true), openKeys: () => setKeys(true) });

  return (
    <div className="min-h-dvh nav:grid nav:grid-cols-[var(--side)_minmax(0,1fr)] print:block">
      <a
        href="#content"
        className="sr-only z-50 rounded-sm bg-ink text-canvas focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:px-3 focus:py-1.5 print:hidden"
      >
        Skip to the content
      </a>
      <aside className="hidden border-r nav:block print:hidden">
        <div className="sticky top-0 h-dvh overflow-y-auto">
          <SideMenu sections={sections} />
        </div>
      </aside>
      <div className="min-w-0">
        <header className="sticky top-0 z-20 flex h-(--top) items-center gap-2.5 border-b bg-canvas px-3 sm:px-6 print:hidden">
          <IconButton label="Menu" className="-ml-1 nav:hidden" onClick={() => setMenu(true)}>
            <Menu aria-hidden />
          </IconButton>
          <button
            type="button"
            onClick={() => setPalette(true)}
            className="ml-auto flex h-8 items-center gap-2 rounded-sm border bg-surface px-[9px] text-ink-3 hover:border-line-strong nav:w-[268px]"
          >
            <Search aria-hidden className="size-[15px]" />
            <span className="max-nav:sr-only">Search or jump to</span>
            <Kbd className="ml-auto max-nav:hidden">Ctrl K</Kbd>
          </button>
          <UserMenu person={person} onKeys={() => setKeys(true)} signOut={signOut} />
        </header>
        <main
          id="content"
          tabIndex={-1}
          className="max-w-[1320px] px-4 pt-[22px] pb-10 focus:outline-none sm:px-6 print:max-w-none print:p-0"
        >
          <KnownPlaces value={known}>{children}</KnownPlaces>
        </main>
      </div>
      <Sheet open={menu} onOpenChange={setMenu} title="Menu">
        <SideMenu sections={sections} onGo={() => setMenu(false)} />
      </Sheet>
      <CommandPalette open={palette} onOpenChange={setPalette} places={known} actions={actions} />
      <KeysDialog open={keys} onOpenChange={setKeys} />
    </div>
  );
}
