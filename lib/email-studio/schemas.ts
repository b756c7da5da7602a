import { z } from 'zod';
import { studioPath } from '../studio-path';
import { idText } from '../text';

/** Email Studio, opened for the account of this integration. */
export const studioHref = (integrationId: string): string => `${studioPath}?integration=${integrationId}`;

export const StudioChoice = z.object({ integrationId: idText });
export type StudioChoice = z.output<typeof StudioChoice>;

/** What Dotdigital sends a person back with. Longer than anything it says is nothing it said. */
export const StudioReturn = z.object({
  state: z.string().max(200).default(''),
  code: z.string().max(4_000).default(''),
  error: z.string().max(200).default(''),
});
export type StudioReturn = z.output<typeof StudioReturn>;

/** Why Email Studio can't be opened now. Each has one way forward (`studioProblemWords`). */
export const studioProblems = [
  'no-integration',
  'inactive',
  'no-client',
  'no-secret',
  'host',
  'refused',
  'stale',
  'client',
  'code',
  'revoked',
  'unreachable',
  'key',
] as const;
export type StudioProblem = (typeof studioProblems)[number];
export const StudioProblem = z.enum(studioProblems);

type Words = { title: string; what: string };

export const studioProblemWords: Record<StudioProblem, Words> = {
  'no-integration': {
    title: 'There is no integration yet.',
    what: 'Email Studio opens the Dotdigital account of an integration.',
  },
  inactive: {
    title: 'The integration is deactivated.',
    what: 'Nothing is opened, read or sent until an admin activates it again.',
  },
  'no-client': {
    title: 'Client ID is missing.',
    what: 'Dotdigital issues a Client ID and a Client Secret Key for single sign-on on request. An admin enters both on the integration.',
  },
  'no-secret': {
    title: 'Client Secret Key is missing.',
    what: 'It comes from Dotdigital together with the Client ID. An admin enters it on the integration.',
  },
  host: {
    title: 'The address is not an allowed one.',
    what: 'Custom OAuth Domain is neither Dotdigital’s own nor named in DOTDIGITAL_ALLOWED_HOSTS, so it was not called.',
  },
  refused: {
    title: 'Access was not allowed at Dotdigital.',
    what: 'Nothing is connected. Connect again and choose to allow access.',
  },
  stale: {
    title: 'This sign-in was not begun here, or has been used.',
    what: 'A sign-in at Dotdigital counts once, for ten minutes, and in the session that began it. Connect again.',
  },
  client: {
    title: 'Dotdigital does not accept this Client ID and Client Secret Key.',
    what: 'Compare both with what Dotdigital issued. An admin corrects them on the integration.',
  },
  code: {
    title: 'Dotdigital did not accept the sign-in.',
    what: 'Its code has run out, or the callback address below is not the one registered at Dotdigital for this Client ID. Compare it, then connect again.',
  },
  revoked: {
    title: 'Dotdigital has ended this sign-in.',
    what: 'Access was revoked there, or has run out. Connect again.',
  },
  unreachable: {
    title: 'Dotdigital can’t be reached.',
    what: 'Nothing is lost, and the connection stays. Try again in a moment.',
  },
  key: {
    title: 'The stored sign-in can’t be read.',
    what: 'Its encryption key is missing from ENCRYPTION_KEYS. Put it back, or connect again.',
  },
};

export type StudioView = {
  integrations: { id: string; name: string; connected: boolean }[];
  /** The one chosen last, else the only one. */
  chosen: {
    id: string;
    name: string;
    accountName: string | null;
    connectedAt: string | null;
    /** Origin of Dotdigital's application, which a frame would show. */
    application: string | null;
  } | null;
  problem: StudioProblem | null;
};

export type StudioCampaign = { dotdigitalId: number; name: string; subject: string; status: string };
