import { apple } from './apple';
import { brevo } from './brevo';
import { dotdigital } from './dotdigital';
import { googleContacts } from './google-contacts';
import { hubspot } from './hubspot';
import { klaviyo } from './klaviyo';
import { magento } from './magento';
import { mailchimp } from './mailchimp';
import { oro } from './oro';
import { outlook } from './outlook';
import { applyRecipe, isExportOf, type Recipe, type RecipeMatch } from './recipe';
import { salesforceReport } from './salesforce-report';
import { shopify } from './shopify';
import { wooCommerce } from './woocommerce';

/** A new one is a file beside these and a line here. The first that recognises a file is taken. */
const recipes: readonly Recipe[] = [
  googleContacts,
  outlook,
  apple,
  hubspot,
  shopify,
  brevo,
  klaviyo,
  mailchimp,
  dotdigital,
  magento,
  wooCommerce,
  oro,
  salesforceReport,
];

export function findRecipe(headers: readonly string[]): RecipeMatch | null {
  const found = recipes.find((recipe) => isExportOf(recipe, headers));
  return found ? applyRecipe(found, headers) : null;
}
