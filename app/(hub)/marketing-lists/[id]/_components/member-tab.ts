export const memberTabs = ['members', 'removed'] as const;
export type MemberTab = (typeof memberTabs)[number];

/** Which tab an address opens: the one it names, else the one whose table it says something of. */
export const tabOf = (search: Readonly<Record<string, unknown>>): MemberTab =>
  search.tab === 'removed' ||
  (search.tab === undefined && Object.keys(search).some((key) => key.startsWith('removed.')))
    ? 'removed'
    : 'members';
