import bowser from 'bowser';

const maxLength = 80;

/** Browser and system in a few words; what isn't a browser as it names itself, cut. null: it didn't say. */
export function programName(userAgent: string | null): string | null {
  const said = (userAgent ?? '').replace(/[^\x20-\x7e]+/g, ' ').trim();
  if (said === '') return null;
  const { browser, os } = bowser.parse(said);
  if (browser.name === undefined || os.name === undefined) return said.slice(0, maxLength);
  const version = browser.version?.split('.')[0];
  return `${browser.name}${version ? ` ${version}` : ''}, ${os.name}`.slice(0, maxLength);
}
