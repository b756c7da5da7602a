import { domToCanvas } from 'modern-screenshot';

import { formatExactDay } from '@/lib/format';

import { type ChartSeries, seriesColor, seriesDash } from './types';

type PictureParts = {
  title: string;
  summary: string;
  /** The legend; empty where one line needs none. */
  series: readonly ChartSeries[];
  drawing: HTMLElement;
};

const scale = 2;
const pad = 20;
const line = { title: 24, text: 18 };

/** The drawing as it stands on the page, in its colours and fonts, at twice the size; above it title, summary and legend, below it what it is about and the day. */
export async function chartPicture({ title, summary, series, drawing }: PictureParts): Promise<Blob> {
  const drawn = await domToCanvas(drawing, { scale, font: { cssText: await loadedFonts() } });
  const width = drawn.width / scale;
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('no canvas');
  const font = (size: number, weight = 400): string => `${weight} ${size}px ${token('--font-ui')}`;
  pen.font = font(16, 600);
  const titleLines = wrap(pen, title, width);
  pen.font = font(12.5);
  const summaryLines = wrap(pen, summary, width);
  const footLines = wrap(pen, `${subject()}, ${formatExactDay(Date.now(), zoneHere())}`, width);
  const legend = legendRows(pen, series, width);
  const headHeight = titleLines.length * line.title + (summaryLines.length + legend.length) * line.text + 8;
  const height = headHeight + drawn.height / scale + 8 + footLines.length * line.text;

  canvas.width = Math.round((width + 2 * pad) * scale);
  canvas.height = Math.round((height + 2 * pad) * scale);
  pen.scale(scale, scale);
  pen.fillStyle = token('--surface');
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.translate(pad, pad);
  pen.textBaseline = 'top';

  let y = 0;
  const write = (lines: readonly string[], step: number, color: string): void => {
    pen.fillStyle = token(color);
    for (const text of lines) {
      pen.fillText(text, 0, y);
      y += step;
    }
  };
  pen.font = font(16, 600);
  write(titleLines, line.title, '--ink');
  pen.font = font(12.5);
  write(summaryLines, line.text, '--ink-2');
  for (const row of legend) {
    drawLegend(pen, row, y);
    y += line.text;
  }
  pen.drawImage(drawn, 0, headHeight, width, drawn.height / scale);
  y = headHeight + drawn.height / scale + 8;
  write(footLines, line.text, '--ink-3');

  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('no picture');
  return blob;
}

type LegendEntry = { one: ChartSeries; index: number; width: number };

/** As many in a row as the picture is wide. */
function legendRows(
  pen: CanvasRenderingContext2D,
  series: readonly ChartSeries[],
  width: number,
): LegendEntry[][] {
  const rows: LegendEntry[][] = [];
  let used = 0;
  series.forEach((one, index) => {
    const entry = { one, index, width: 26 + pen.measureText(one.label).width + 16 };
    const row = rows.at(-1);
    if (row && used + entry.width <= width) row.push(entry);
    else rows.push([entry]);
    used = row && used + entry.width <= width ? used + entry.width : entry.width;
  });
  return rows;
}

function drawLegend(pen: CanvasRenderingContext2D, row: readonly LegendEntry[], y: number): void {
  let x = 0;
  for (const { one, index, width } of row) {
    pen.strokeStyle = token(/--[\w-]+/.exec(seriesColor(one, index))?.[0] ?? '--c1');
    pen.lineWidth = 2.5;
    pen.setLineDash((seriesDash(index) ?? '').split(' ').filter(Boolean).map(Number));
    pen.beginPath();
    pen.moveTo(x, y + 8);
    pen.lineTo(x + 20, y + 8);
    pen.stroke();
    pen.fillStyle = token('--ink-2');
    pen.fillText(one.label, x + 26, y);
    x += width;
  }
}

const token = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What the page is about, and of which account: its own heading says so. */
const subject = (): string =>
  [
    document.querySelector('h1')?.textContent ?? document.title,
    document.querySelector<HTMLElement>('[data-account]')?.dataset.account,
  ]
    .filter(Boolean)
    .join(', ');

function wrap(pen: CanvasRenderingContext2D, text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** The fonts of the page as data: a picture can't reach for files. */
async function loadedFonts(): Promise<string> {
  const used = new Set(
    [...document.fonts]
      .filter((face) => face.status === 'loaded')
      .map((face) => faceKey(face.family, face.unicodeRange)),
  );
  const faces = [...document.styleSheets].flatMap((sheet) =>
    [...sheet.cssRules].flatMap((rule) =>
      rule instanceof CSSFontFaceRule &&
      used.has(
        faceKey(
          rule.style.getPropertyValue('font-family'),
          rule.style.getPropertyValue('unicode-range') || 'U+0-10FFFF',
        ),
      )
        ? [{ css: rule.cssText, base: sheet.href ?? document.baseURI }]
        : [],
    ),
  );
  return (await Promise.all(faces.map(withData))).join('\n');
}

/** Browsers write a range as U+0-FF or U+0000-00FF. */
const faceKey = (family: string, range: string): string =>
  `${family.replaceAll(/["']/g, '')} ${range.toUpperCase().replaceAll(/\s|\b0+(?=[0-9A-F])/g, '')}`;

async function withData({ css, base }: { css: string; base: string }): Promise<string> {
  const [, url] = /url\("?([^")]+)"?\)/.exec(css) ?? [];
  if (url === undefined) return css;
  const file = await (await fetch(new URL(url, base))).blob();
  const data = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Error('a font could not be read'));
    reader.readAsDataURL(file);
  });
  return css.replace(url, data);
}
