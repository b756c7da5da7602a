const systemBooks: ReadonlySet<string> = new Set(['all contacts', 'test']);

/** Every account has these two; nothing can be written to them. */
export const isSystemBook = (name: string): boolean => systemBooks.has(name.trim().toLowerCase());
