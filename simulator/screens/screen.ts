import type { ReactNode } from 'react';
import type { Account } from '../engine/accounts';
import type { World } from '../engine/world';
import type { Sandbox } from '../http/sandbox';
import type { SentForm } from './sent-form';

/** One request of a person's browser, with the account whose things it is about. */
export interface ScreenCall {
  sandbox: Sandbox;
  world: World;
  account: Account;
  params: Record<string, string>;
  query: URLSearchParams;
  /** What was typed; empty unless a form was sent, so that a refused form can be shown again as it was. */
  form: SentForm;
  /** Why the form was refused. */
  problem?: string;
}

export interface Page {
  title: string;
  /** One sentence under the title that says what is true now. */
  lead?: ReactNode;
  /** The entry of the menu this belongs to. */
  section: string;
  trail?: { name: string; to: string }[];
  actions?: ReactNode;
  body: ReactNode;
}

/** Something other than a page: a file to keep, or a mail as its reader sees it. */
export interface Document {
  type: string;
  content: string;
  fileName?: string;
}

/** Where to go when a form was taken, and what to say there. */
export interface Done {
  to: string;
  notice?: string;
  /** The account to work in from now on. */
  account?: number;
  /** All that is there is thrown away, and a new world begins. */
  startOver?: { seed: number; contacts: number };
}

export interface Screen {
  path: string;
  view(call: ScreenCall): Page | Document;
  /** Takes the form that was sent here; when it is refused, `view` shows it again with the reason. */
  act?(call: ScreenCall): Done;
}

export const isDocument = (shown: Page | Document): shown is Document => 'content' in shown;
