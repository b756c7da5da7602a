/** A mail is written once, of these; HTML and plain text are made of the same. */
export type MailBlock =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'button'; label: string; href: string }
  | { kind: 'links'; items: { label: string; hint: string; href: string }[] }
  | { kind: 'table'; head: string[]; rows: { cells: string[]; href?: string }[] };

export type MailText = {
  subject: string;
  blocks: MailBlock[];
  /** Why the person gets it, and what ends that. */
  foot: { text: string; link?: { label: string; href: string } };
};

export type MailState = 'waiting' | 'leaving' | 'sent' | 'refused' | 'unknown' | 'withdrawn';

export type MailView = {
  state: MailState;
  /** What the mail server said last, or why it wasn't reached. */
  answer: string | null;
  at: string;
};

/** The server from which mail goes out, without what it is signed in with; or what is missing. */
export type MailServerView =
  | { ready: true; server: string; from: string }
  | { ready: false; missing: string[] };

/** The real answer of the server, or why there was none. */
export type ServerAnswer = { ok: boolean; answer: string };
