/** Where these campaigns stand side by side. */
export const compareHref = (ids: readonly string[], machine?: 'in'): string =>
  `/email-campaigns/compare?ids=${ids.join(',')}${machine === undefined ? '' : `&machine=${machine}`}`;
