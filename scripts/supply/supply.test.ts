import { expect, test } from 'vitest';
import { judgeLicence } from './judge-licence';
import { permissive, saidInAFile, withTerms } from './licences';
import { makeSbom } from './make-sbom';
import { keyOf, shippedPackages } from './shipped-packages';

const shipped = shippedPackages();

test('every package that ships has a licence that is taken', () => {
  expect(shipped.length).toBeGreaterThan(300);
  expect(shipped.filter((one) => judgeLicence(one).verdict === 'refused')).toEqual([]);
});

test('nothing stands in the list of licences that no package needs', () => {
  const judged = (licence: string) => shipped.filter((one) => one.licence?.includes(licence));
  expect([...permissive].filter((licence) => judged(licence).length === 0)).toEqual([]);
  expect(
    withTerms.flatMap(({ licence, packages }) =>
      packages.filter(
        (pattern) => !judged(licence).some(({ name }) => name.startsWith(pattern.replace(/\*$/, ''))),
      ),
    ),
  ).toEqual([]);
  expect([...saidInAFile.keys()].filter((key) => !shipped.some((one) => keyOf(one) === key))).toEqual([]);
});

test('of alternatives one is enough, of several together none may be refused, and what is unknown or unsaid is', () => {
  const verdict = (name: string, licence: string | null) => judgeLicence({ name, licence }).verdict;
  expect(verdict('a', 'MIT')).toBe('permissive');
  expect(verdict('a', '(GPL-3.0-only OR MIT)')).toBe('permissive');
  expect(verdict('a', 'MIT and ISC')).toBe('permissive');
  expect(verdict('a', 'MIT AND GPL-3.0-only')).toBe('refused');
  expect(verdict('a', 'GPL-3.0-only AND (ISC OR MIT OR 0BSD)')).toBe('refused');
  expect(verdict('a', 'GPL-3.0-only')).toBe('refused');
  expect(verdict('a', 'SEE LICENSE IN LICENSE.md')).toBe('refused');
  expect(verdict('a', '')).toBe('refused');
  expect(verdict('a', null)).toBe('refused');
});

test('a copyleft licence is taken for the packages it is named for, and for no other', () => {
  const [lgpl] = ['@img/sharp-win32-x64', 'sharpest'].map((name) =>
    judgeLicence({ name, licence: 'Apache-2.0 AND LGPL-3.0-or-later' }),
  );
  expect(lgpl).toMatchObject({ verdict: 'with terms' });
  expect(judgeLicence({ name: 'sharpest', licence: 'LGPL-3.0-or-later' })).toEqual({
    verdict: 'refused',
    because: 'LGPL-3.0-or-later is not taken for it',
  });
});

test('the SBOM holds what ships and nothing else, with licence, address and hash, and is the same each time', async () => {
  const [sbom, again] = await Promise.all([makeSbom(), makeSbom()]);
  expect(sbom).toMatchObject({
    bomFormat: 'CycloneDX',
    metadata: { component: { name: 'dotbridge', type: 'application' } },
  });
  expect(sbom.components.map(keyOf)).toEqual(shipped.map(keyOf));
  for (const component of sbom.components) {
    expect(component.purl).toMatch(/^pkg:npm\//);
    expect(component.licenses).toHaveLength(1);
    expect(component.hashes).not.toEqual([]);
  }
  const refs = sbom.components.map((component) => component['bom-ref']);
  expect(new Set(sbom.dependencies.flatMap(({ ref, dependsOn }) => [ref, ...(dependsOn ?? [])]))).toEqual(
    new Set([sbom.metadata.component['bom-ref'], ...refs]),
  );
  expect(again).toEqual(sbom);
});
