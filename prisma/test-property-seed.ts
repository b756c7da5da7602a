import fc from 'fast-check';

/** What the properties of a run draw from. The same in every run, so that a run says something about its change alone; another one by hand. */
export const propertySeed = Number(process.env.PROPERTY_SEED ?? 20_261_130);

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: propertySeed });
