/** Words with blanks, and one without: each breaks a place of its own. */
export const words =
  'Frühjahrsaktion für wiederkehrende Kundinnen und Kunden aus Nordrhein-Westfalen und Rheinland-Pfalz';
const word = 'Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle';

export const long = (n: number): string => `${n % 2 === 0 ? words : word} ${n + 1}`;
