import { readdirSync } from 'node:fs';

/** "/[entity]/[id]/edit": what a folder of the app that holds a page answers to. */
export type Route = string;

/** Found in the folder, so that a page made later is walked without being named anywhere. */
export function routesOfApp(): Route[] {
  return readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((path) => /(^|\/)page\.tsx$/.test(path))
    .map(
      (path) =>
        `/${path
          .split('/')
          .slice(0, -1)
          .filter((part) => !part.startsWith('('))
          .join('/')}`,
    )
    .sort();
}

const isParameter = (part: string): boolean => part.startsWith('[');
export const isFilled = (route: Route): boolean => !route.split('/').some(isParameter);

/** The route that answers an address: as Next.js chooses, a word before a parameter. */
export function routeOf(path: string, routes: Route[]): Route | undefined {
  const parts = path.split('/');
  const fits = (route: Route): boolean => {
    const wanted = route.split('/');
    return (
      wanted.length === parts.length && wanted.every((part, at) => isParameter(part) || part === parts[at])
    );
  };
  const words = (route: Route): string => route.replace(/\[[^\]]*\]/g, '\uffff');
  return routes.filter(fits).sort((one, other) => (words(one) < words(other) ? -1 : 1))[0];
}
