import { notFound } from '../engine/failure';
import type { ScreenCall } from './screen';

/** The number in the path; what is none stands for nothing that exists. */
export function readId({ params }: ScreenCall, name = 'id'): number {
  const text = params[name] ?? '';
  if (!/^\d{1,10}$/.test(text)) throw notFound('NO_SUCH_PAGE');
  return Number(text);
}
