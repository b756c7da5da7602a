export type NavIcon =
  | 'home'
  | 'person'
  | 'import'
  | 'list'
  | 'mail'
  | 'megaphone'
  | 'dotdigital'
  | 'plug'
  | 'runs'
  | 'shield'
  | 'key'
  | 'log'
  | 'fingerprint'
  | 'gear';

export type NavItem = {
  label: string;
  href: string;
  icon?: NavIcon;
  /** "2 running", at the right. */
  count?: string;
  children?: NavItem[];
};

export type NavSection = { label?: string; items: NavItem[] };

/** What the counts and switches of the moment do to the menu. */
export type NavState = {
  runningRuns?: number;
  showDotdigital?: boolean;
  /** Addresses that this person may not see. */
  hidden?: readonly string[];
};

/** The menu of product.md §11, as far as the pages exist. */
export function navigation({
  runningRuns = 0,
  showDotdigital = true,
  hidden = [],
}: NavState = {}): NavSection[] {
  const dotdigital: NavItem = {
    label: 'Dotdigital',
    href: '/dotdigital/email-studio',
    icon: 'dotdigital',
    children: [
      { label: 'Email Studio', href: '/dotdigital/email-studio' },
      { label: 'Data Fields', href: '/dotdigital/data-fields' },
      { label: 'Data Field Mappings', href: '/dotdigital/data-field-mappings' },
      { label: 'Automations', href: '/dotdigital/automations' },
    ],
  };
  const sections: NavSection[] = [
    { items: [{ label: 'Dashboard', href: '/', icon: 'home' }] },
    {
      label: 'CRM',
      items: [
        { label: 'Contacts', href: '/contacts', icon: 'person' },
        { label: 'Leads', href: '/leads', icon: 'person' },
        { label: 'Customers', href: '/customers', icon: 'person' },
        { label: 'Imports', href: '/imports', icon: 'import' },
      ],
    },
    {
      label: 'Marketing',
      items: [
        { label: 'Marketing Lists', href: '/marketing-lists', icon: 'list' },
        { label: 'Email Campaigns', href: '/email-campaigns', icon: 'mail' },
        { label: 'Marketing Campaigns', href: '/marketing-campaigns', icon: 'megaphone' },
        ...(showDotdigital ? [dotdigital] : []),
      ],
    },
    {
      label: 'System',
      items: [
        {
          label: 'Integrations',
          href: '/integrations',
          icon: 'plug',
          children: [{ label: 'Manage Integrations', href: '/integrations' }],
        },
        {
          label: 'Sync Runs',
          href: '/sync-runs',
          icon: 'runs',
          count: runningRuns > 0 ? `${runningRuns} running` : undefined,
        },
        { label: 'Users', href: '/users', icon: 'shield' },
        { label: 'API Tokens', href: '/api-tokens', icon: 'key' },
        { label: 'Audit Log', href: '/audit-log', icon: 'log' },
        { label: 'Privacy', href: '/privacy', icon: 'fingerprint' },
        {
          label: 'Settings',
          href: '/settings',
          icon: 'gear',
          children: [
            { label: 'General', href: '/settings' },
            { label: 'Dotdigital', href: '/settings/dotdigital' },
            { label: 'Keys', href: '/settings/keys' },
          ],
        },
      ],
    },
  ];
  return sections
    .map((section) => ({ ...section, items: section.items.filter(({ href }) => !hidden.includes(href)) }))
    .filter(({ items }) => items.length > 0);
}

export const covers = (href: string, path: string): boolean =>
  href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);

/** Whether the page is this place of a menu's level: of two that cover it, the nearer one. */
export const isHere = ({ href }: NavItem, level: readonly NavItem[], path: string): boolean =>
  covers(href, path) &&
  !level.some((other) => other.href !== href && covers(href, other.href) && covers(other.href, path));

export type Place = { label: string; hint: string; href: string };

/** Every place once, with the way to it: "System › Integrations". */
export function places(sections: NavSection[]): Place[] {
  return sections.flatMap((section) =>
    section.items.flatMap((item) =>
      item.children
        ? item.children.map((child) => ({
            label: child.label,
            hint: [section.label, item.label].filter(Boolean).join(' › '),
            href: child.href,
          }))
        : [{ label: item.label, hint: section.label ?? '', href: item.href }],
    ),
  );
}
