/** Licences that ask for their text and the authors' names to be kept, and for nothing of what uses the package. */
export const permissive: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
]);

/** Licences that ask for more: taken for the packages that are named, `*` standing for any end, for a reason that somebody has looked at. */
export const withTerms: readonly { licence: string; packages: readonly string[]; because: string }[] = [
  {
    licence: 'LGPL-3.0-or-later',
    packages: ['@img/sharp-*'],
    because:
      'libvips, a library of its own beside sharp, as it was published; anybody may put another in its place',
  },
  {
    licence: 'MPL-2.0',
    packages: ['ical.js', 'lightningcss', 'lightningcss-*'],
    because: 'asks for changes to its own files, and none are made',
  },
  {
    licence: 'EPL-2.0',
    packages: ['elkjs'],
    because: 'part of Prisma Studio, which comes with Prisma’s command line and is never started; unaltered',
  },
  {
    licence: 'OFL-1.1',
    packages: ['@fontsource-variable/geist', '@fontsource-variable/geist-mono'],
    because: 'fonts, shipped under their own names and not sold by themselves',
  },
  {
    licence: 'CC-BY-4.0',
    packages: ['caniuse-lite'],
    because: 'a table of browsers that the build reads, unaltered, with its author named beside it',
  },
];

/** Packages whose licence stands in a file and not in their package.json, by exact version: another one is looked at again. */
export const saidInAFile: ReadonlyMap<string, string> = new Map([['seq-queue@0.0.5', 'MIT']]);
