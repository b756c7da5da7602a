import { createHash } from 'node:crypto';
import { execa } from 'execa';
import { z } from 'zod';
import { projectFolder } from '../local/project';
import { keyOf, shippedPackages } from './shipped-packages';

const Licence = z.union([
  z.looseObject({ license: z.looseObject({ id: z.string().optional(), name: z.string().optional() }) }),
  z.looseObject({ expression: z.string() }),
]);

const Sbom = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string(),
  metadata: z.looseObject({ component: z.looseObject({ 'bom-ref': z.string() }) }),
  components: z.array(
    z.looseObject({
      'bom-ref': z.string(),
      name: z.string(),
      version: z.string(),
      purl: z.string(),
      licenses: z.array(Licence).optional(),
    }),
  ),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()).optional() })),
});
export type Sbom = z.output<typeof Sbom>;

/** What ships, as npm tells it of the lock file: the same on every machine and every day, so that two of them can be compared. */
export async function makeSbom(): Promise<Sbom> {
  const shipped = new Map(shippedPackages().map((one) => [keyOf(one), one]));
  const { metadata, components, dependencies, ...rest } = await sbomOfNpm();
  const kept = components
    .filter((component) => shipped.has(keyOf(component)))
    .map((component) => {
      const licence = shipped.get(keyOf(component))?.licence ?? null;
      return { ...component, ...(licence === null ? {} : { licenses: [licenceOf(licence)] }) };
    })
    .sort((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1));
  const application = { ...metadata.component, name: 'dotbridge' };
  const refs = new Set([application['bom-ref'], ...kept.map((component) => component['bom-ref'])]);
  const { timestamp: _, ...undated } = metadata;
  const sbom = {
    ...rest,
    metadata: { ...undated, component: application },
    components: kept,
    dependencies: dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn = [] }) => ({
        ref,
        dependsOn: dependsOn.filter((other) => refs.has(other)).sort(),
      }))
      .sort((a, b) => (a.ref < b.ref ? -1 : 1)),
  };
  return { ...sbom, serialNumber: numberOf(sbom.components) };
}

async function sbomOfNpm(): Promise<Sbom> {
  const { stdout } = await execa(
    'npm',
    ['sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'application', '--package-lock-only'],
    { cwd: projectFolder },
  );
  return Sbom.parse(JSON.parse(stdout));
}

/** SPDX writes its operators in capitals; not every package does. */
const licenceOf = (licence: string): z.output<typeof Licence> =>
  /[ (]/.test(licence)
    ? { expression: licence.replaceAll(/ (and|or) /gi, (operator) => operator.toUpperCase()) }
    : { license: { id: licence } };

/** A UUID of what is in it (version 8: made by a rule of one's own). */
function numberOf(components: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify(components)).digest('hex');
  return `urn:uuid:${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
