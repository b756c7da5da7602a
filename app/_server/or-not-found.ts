import { notFound } from 'next/navigation';
import { AppError } from '@/lib/errors';

/** A page of something that doesn't exist is the 404 page, ids that can't be ids included. */
export async function orNotFound<T>(found: Promise<T>): Promise<T> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof AppError && (error.code === 'not_found' || error.code === 'invalid_input')) notFound();
    throw error;
  }
}
