import { z } from 'zod';
import { idText, optionalLine, plainText } from '../text';

export const erasureReasons = {
  asked: 'The person asked to be erased',
  objected: 'The person objected to being kept',
  not_needed: 'The data is not needed any more',
  came_back: 'A restored backup brought the person back',
} as const;
export type ErasureReason = keyof typeof erasureReasons;

/** What a person chooses among; the last one is for the product itself. */
export const askedReasons = ['asked', 'objected', 'not_needed'] as const;

const email = plainText.trim().min(3).max(254);

/** By a record, or by an address of whoever is no record. */
export const PersonAsked = z.union([z.strictObject({ recordId: idText }), z.strictObject({ email })]);
export type PersonAsked = z.infer<typeof PersonAsked>;

export const EraseInput = z.strictObject({
  person: PersonAsked,
  reason: z.enum(askedReasons).default('asked'),
  /** Of each account, when the contact was deleted there. */
  emptyBin: z.boolean().default(false),
  /** `ErasurePreview.shown`: what the person who confirms has seen. Without it: whatever there is. */
  shown: z.string().max(100).optional(),
});
export type EraseInput = z.input<typeof EraseInput>;

export const ErasureRef = z.strictObject({ id: idText });
export type ErasureRef = z.infer<typeof ErasureRef>;

export const LeaveOutInput = z.strictObject({ id: idText, integrationId: idText });
export type LeaveOutInput = z.infer<typeof LeaveOutInput>;

export const AddressInput = z.strictObject({ email });
export type AddressInput = z.infer<typeof AddressInput>;

export const LiftBlockInput = z.strictObject({
  email,
  reason: optionalLine(200).refine((text) => Boolean(text), { error: 'Say why they may come back.' }),
});
export type LiftBlockInput = z.input<typeof LiftBlockInput>;

export type PersonRecord = {
  id: string;
  entity: 'contact' | 'lead' | 'customer';
  name: string;
  email: string | null;
  isDeleted: boolean;
  isMerged: boolean;
};

export type PlaceCount = { title: string; count: number };

export type ErasurePreview = {
  shown: string;
  records: PersonRecord[];
  addresses: string[];
  places: PlaceCount[];
  /** Where the address stands among other things. */
  mentions: PlaceCount[];
  /** Uploaded files that go because they name the person. */
  fileNames: string[];
  accounts: { id: string; name: string; active: boolean; knowsThem: boolean }[];
};

export const erasureStates = ['waiting', 'at_dotdigital', 'here', 'ended'] as const;
export type ErasureState = (typeof erasureStates)[number];
export const erasureStateWords: Record<ErasureState, string> = {
  waiting: 'Waits for files under way',
  at_dotdigital: 'Being deleted at Dotdigital',
  here: 'Being erased here',
  ended: 'Erased',
};

export const targetStates = ['waiting', 'deleted', 'not_there', 'left_out'] as const;
export type TargetState = (typeof targetStates)[number];
export const targetStateWords: Record<TargetState, string> = {
  waiting: 'Not deleted yet',
  deleted: 'Deleted',
  not_there: 'Was not there',
  left_out: 'Left out',
};

export type ErasureView = {
  id: string;
  state: ErasureState;
  reason: ErasureReason;
  askedBy: string;
  askedAt: string;
  endedAt: string | null;
  /** While it goes on; nobody knows it afterwards. */
  addresses: string[];
  recordCount: number;
  /** Rows of what; empty until it has ended. */
  places: PlaceCount[];
  problem: string | null;
  nextStepAt: string | null;
  targets: {
    integrationId: string;
    name: string;
    state: TargetState;
    binEmptied: boolean;
    problem: string | null;
    nextTryAt: string | null;
    endedAt: string | null;
  }[];
};

export type BlockView = {
  email: string;
  isBlocked: boolean;
  blocks: { erasedAt: string; liftedAt: string | null; liftedBy: string | null; liftReason: string | null }[];
};
