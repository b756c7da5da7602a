/** Whose zone days are counted in: chosen in the list, that of the account it feeds, or the installation's. */
export type DaySource = { kind: 'list' } | { kind: 'account'; name: string } | { kind: 'installation' };
