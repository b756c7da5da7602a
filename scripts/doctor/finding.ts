/** bad: something does not work, or soon will not. note: worth knowing, as it may be meant. */
export type Finding = { about: string; state: 'good' | 'note' | 'bad'; said: string };

export const good = (about: string, said: string): Finding => ({ about, state: 'good', said });
export const note = (about: string, said: string): Finding => ({ about, state: 'note', said });
export const bad = (about: string, said: string): Finding => ({ about, state: 'bad', said });

const signs = { good: 'ok  ', note: 'note', bad: 'BAD ' };

export const lineOf = ({ about, state, said }: Finding): string => `${signs[state]}  ${about}: ${said}`;
