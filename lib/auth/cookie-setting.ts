/** A cookie of ours: `__Host-` where it can be secure (reliability.md P10, check 14). */
export function cookieSetting(applicationUrl: string, name: string) {
  const secure = applicationUrl.startsWith('https:');
  return {
    name: secure ? `__Host-dotbridge.${name}` : `dotbridge.${name}`,
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure },
  };
}
