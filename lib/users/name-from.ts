/** a.castell@example.com → A Castell */
export const nameFrom = (email: string): string =>
  email
    .slice(0, email.indexOf('@'))
    .replace(/[._-]+/g, ' ')
    .replace(/\b\p{L}/gu, (letter) => letter.toUpperCase());
