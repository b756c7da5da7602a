/** Vendor operations that the sandbox leaves out, and why. */
export const explainedMissing: { pattern: RegExp; reason: string }[] = [
  { pattern: / \/v2\/accounts(\/\{accountId\}|$)/, reason: 'resellers only' },
  { pattern: / \/v2\/image-folders/, reason: 'no use for a list sync' },
  { pattern: / \/v2\/ecommerce/, reason: 'no use for a list sync' },
  { pattern: / \/v2\/products/, reason: 'no use for a list sync' },
];

/** Routes that the vendor's files do not describe, and where they come from. */
export const explainedRoutes: Record<string, string> = {
  'GET /oauth2/authorise.aspx': 'as Oro and Magento call it',
  'POST /oauth2/authorise.aspx': 'the buttons of the page before',
  'POST /oauth2/tokens.ashx': 'as Oro and Magento call it',
  'GET /oauth2/landing.aspx': 'where /?oauthtoken= leads',
};

/** In lists a campaign comes without its contents, which the description calls required texts. */
export const contentsAreNull = /\/(htmlContent|plainTextContent) must be string/;
