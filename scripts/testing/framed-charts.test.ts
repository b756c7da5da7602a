import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectFolder } from '../local/project';

/** What draws numbers: a charts library, an own SVG or canvas, a bar whose length is a share. */
const draws = /from '(recharts|d3[\w-]*)'|<svg\b|<canvas\b|(width|height|flexGrow|flexBasis): `\$\{[^`]*%`/;
const framed = /<ChartFrame\b/;

/** Drawings that are no charts, each with why. */
const noCharts: Record<string, string> = {
  'components/shell/brand.tsx': 'the sign of the product',
  'components/shell/nav-icon.tsx': 'a sign of the menu',
  'components/second-factor/set-up-steps.tsx': 'a code for a camera, with its key in words beside it',
  'components/ui/staircase.tsx': 'steps of people, each with its number as a door',
  'components/ui/progress.tsx': 'how far work is, said in words beside it',
  'components/charts/spark-line.tsx':
    'a shape beside a number in a row, whose column and file have the numbers',
  'components/charts/legend.tsx': 'the lines of a chart, inside its frame',
};

type File = { path: string; code: string };

const files = ['app', 'components'].flatMap((folder) =>
  readdirSync(join(projectFolder, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.tsx'))
    .map((path): File => ({
      path: `${folder}/${path}`,
      code: readFileSync(join(projectFolder, folder, path), 'utf8'),
    })),
);

it('every chart stands in the one frame, which has its table, picture, file and words', () => {
  expect(unframed(files)).toEqual([]);
  for (const path of Object.keys(noCharts)) expect(draws.test(codeOf(path)), path).toBe(true);
});

it('notices a chart that goes round the frame', () => {
  const whole = (path: string, code: string) => unframed([...files, { path, code }]);
  expect(whole('app/x.tsx', "import { PieChart } from 'recharts';")).toEqual(['app/x.tsx']);
  expect(whole('app/x.tsx', '<svg viewBox="0 0 1 1" />')).toEqual(['app/x.tsx']);
  expect(whole('components/charts/x.tsx', '<div style={{ width: `${share * 100}%` }} />')).toEqual([
    'components/charts/x.tsx',
  ]);
  expect(whole('components/charts/x.tsx', '<ChartFrame title="x"><svg /></ChartFrame>')).toEqual([]);
  expect(whole('app/x.tsx', "import { TimePlot } from '@/components/charts/time-plot';")).toEqual([
    'components/charts/time-plot.tsx',
  ]);
});

/** Whatever draws is framed itself, or drawn only by what is. */
function unframed(all: readonly File[]): string[] {
  return all
    .filter(({ path, code }) => draws.test(code) && !framed.test(code) && !(path in noCharts))
    .filter(({ path }) => {
      const name = path.replace(/^.*\/|\.tsx$/g, '');
      const users = all.filter(({ code }) => new RegExp(`from '[^']*/${name}'`).test(code));
      return (
        !path.startsWith('components/charts/') ||
        users.length === 0 ||
        users.some(({ code }) => !framed.test(code))
      );
    })
    .map(({ path }) => path);
}

const codeOf = (path: string): string => files.find((file) => file.path === path)?.code ?? '';
