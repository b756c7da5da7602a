import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFolder } from '@/scripts/local/project';
import { seriesDash } from './types';

type Triple = [number, number, number];

/** Machado, Oliveira and Fernandes (2009), severity 1, over linear RGB. */
const sights: Record<string, readonly Triple[]> = {
  everyone: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const css = readFileSync(join(projectFolder, 'app/globals.css'), 'utf8');
/** The first of each name is the light theme's, the second the dark one's. */
const colorsOf = (theme: number): Triple[] =>
  [1, 2, 3].map((n) => {
    const found = [...css.matchAll(new RegExp(`--c${n}: oklch\\(([\\d.]+) ([\\d.]+) ([\\d.]+)\\)`, 'g'))][
      theme
    ];
    return [Number(found?.[1]), Number(found?.[2]), Number(found?.[3])];
  });

const clamp = (value: number): number => Math.min(Math.max(value, 0), 1);

function toLinear([lightness, chroma, hue]: Triple): Triple {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    clamp(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    clamp(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    clamp(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

function toOklab([r, g, b]: Triple): Triple {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

const seen = (color: Triple, sight: readonly Triple[]): Triple => {
  const [r, g, b] = toLinear(color);
  const [x = 0, y = 0, z = 0] = sight.map((row) => clamp(row[0] * r + row[1] * g + row[2] * b));
  return toOklab([x, y, z]);
};

const apart = (one: Triple, other: Triple): number =>
  Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);

/** A difference of 0.02 is just seen beside one another; a thin line needs several of them. */
const enough = 0.08;

describe('the lines of a chart', () => {
  it.each(Object.entries(sights))('are told apart by their colours in both themes by %s', (_, sight) => {
    for (const theme of [0, 1]) {
      const lines = colorsOf(theme).map((color) => seen(color, sight));
      lines.forEach((one, n) => {
        for (const other of lines.slice(n + 1)) expect(apart(one, other)).toBeGreaterThan(enough);
      });
    }
  });

  it('are told apart without any colour', () => {
    expect(new Set([0, 1, 2, 3, 4].map(seriesDash)).size).toBe(5);
  });
});
