import { ask } from '@/components/ui/ask';

/** What a GET route answers; what is refused is said in the server's words. */
export const getJson = <T>(path: string, signal?: AbortSignal): Promise<T> =>
  ask<T>(path, signal, 'This could not be read. Nothing was changed; try again in a moment.');
