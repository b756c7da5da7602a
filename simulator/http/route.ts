import type { z } from 'zod';
import type { Account, ApiUser, Tier } from '../engine/accounts';
import type { ImportUpload } from '../engine/imports/create-import';
import type { World } from '../engine/world';
import type { FaultEffects } from './faults/effects';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface Page {
  select: number;
  skip: number;
}

/** One request, with all that was found out about it before its handler is asked. */
export interface Call<B = unknown> {
  world: World;
  account: Account;
  user: ApiUser;
  /** The address the client used to get here, without a slash at its end. */
  baseUrl: string;
  /** The whole address of the call. */
  url: string;
  body: B;
  /** The fields of a form, for routes that take one. */
  form: URLSearchParams;
  page: Page;
  upload: ImportUpload | undefined;
  effects: FaultEffects;
  int(name: string): number;
  text(name: string): string;
  date(name: string): number;
  query(name: string): string | undefined;
  queries(name: string): string[];
  /** The address the account of a region is told to use. */
  endpointOf(region: string): string;
  callsInLastHour(): number;
}

export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  /** Sent as it is, with this content type, instead of a JSON body. */
  raw?: { type: string; content: string | Buffer };
}

export interface Route {
  method: Method;
  /** As the vendor's description writes it: `/v2/contacts/{id}`. */
  path: string;
  tier: Tier;
  /** The largest page. */
  maxSelect?: number;
  /** The size of a page nobody gave a size for, where it is not the largest. */
  defaultSelect?: number;
  body?: z.ZodType;
  upload?: boolean;
  form?: boolean;
  /** Answers in every region. */
  anyRegion?: boolean;
  /** Asks for no credentials. */
  open?: boolean;
  /** Open as long as nobody switched that off. */
  openBySwitch?: boolean;
  /** The account must have bought this. */
  feature?: string;
  handle(call: Call): Answer;
}

interface RouteInput<S extends z.ZodType> extends Omit<Route, 'body' | 'handle'> {
  body?: S;
  handle(call: Call<z.infer<S>>): Answer;
}

export function defineRoute<S extends z.ZodType>(route: RouteInput<S>): Route {
  return route as Route;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });

/** The status the vendor's machine-readable description gives, or that of its written samples, as the switch says. */
export function conflicting(world: World, openapi: number, docs: number, body?: unknown): Answer {
  return { status: world.settings.statusCodes === 'docs' ? docs : openapi, body };
}
