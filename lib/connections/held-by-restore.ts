/** What people are told while restored_at stands. */
export const heldByRestore =
  'The database was restored from a backup, and Dotdigital may have moved on since then. Nothing is sent until the book has been read back.';
