'use client';

import { usePathname } from 'next/navigation';

import { cn } from '../ui/cn';
import { PageLink } from '../ui/page-link';
import { Brand } from './brand';
import { covers, isHere, type NavItem, type NavSection } from './nav';
import { NavIcon } from './nav-icon';

export function SideMenu({ sections, onGo }: { sections: NavSection[]; onGo?: () => void }) {
  const path = usePathname() ?? '/';
  return (
    <div className="flex flex-col gap-0.5 px-2.5 py-3.5">
      <div className="mb-3">
        <Brand />
      </div>
      <nav aria-label="Main">
        {sections.map((section) => (
          <div
            key={section.label ?? 'top'}
            role={section.label ? 'group' : undefined}
            aria-label={section.label}
          >
            {section.label && (
              <div aria-hidden className="px-2.5 pt-3.5 pb-1 text-xs font-medium text-ink-3">
                {section.label}
              </div>
            )}
            <ul className="grid gap-0.5">
              {section.items.map((item) => (
                <li key={item.label}>
                  <MenuLink item={item} here={!item.children && covers(item.href, path)} onGo={onGo} />
                  {item.children && (
                    <ul aria-label={item.label} className="mt-0.5 grid gap-0.5">
                      {item.children.map((child) => (
                        <li key={child.href}>
                          <MenuLink
                            item={child}
                            here={isHere(child, item.children ?? [], path)}
                            onGo={onGo}
                            sub
                          />
                        </li>
                      ))}
                    </ul>
                  )}
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
    </div>
  );
}

type MenuLinkProps = { item: NavItem; here: boolean; onGo?: () => void; sub?: boolean };

function MenuLink({ item, here, onGo, sub }: MenuLinkProps) {
  return (
    <PageLink
      href={item.href}
      onClick={onGo}
      aria-current={here ? 'page' : undefined}
      className={cn('side-link', sub && 'pl-[35px]')}
    >
      {item.icon && <NavIcon name={item.icon} />}
      <span className="min-w-0 cut">{item.label}</span>
      {item.count && <span className="figures ml-auto shrink-0 text-[12px] text-ink-3">{item.count}</span>}
    </PageLink>
  );
}
