import { z } from 'zod';
import { rotateAlertAddress } from '../../alerts';
import { signAuditChain } from '../../audit';
import { rotateWebhookSecrets } from '../../automations';
import type { FlowContext } from '../../context';
import { rotateStudioTokens } from '../../email-studio';
import { rotateErasureKeys } from '../../erased';
import { rotateSecrets } from '../../integrations';
import { isRotationDue, noteRotated } from '../../keys';
import { rotateMail } from '../../mail';
import { rotateErasures } from '../../privacy';
import { rotateSecondFactors } from '../../users';
import { defineJob } from '../define-job';

/** Each moves what its room has sealed. */
const rotations: readonly ((ctx: FlowContext) => Promise<number>)[] = [
  rotateSecrets,
  rotateStudioTokens,
  rotateSecondFactors,
  rotateWebhookSecrets,
  rotateAlertAddress,
  rotateErasureKeys,
  rotateErasures,
  rotateMail,
];

/** Cut off anywhere, the next slice goes on with what still stands under another key. */
export const rotateKeysJob = defineJob({
  name: 'keys.rotate',
  schedule: 'when somebody asked for it in System › Settings › Keys, or by npm run keys:rotate',
  group: 'maintenance',
  payload: z.object({}),
  key: () => 'all',
  concurrency: 1,
  findDue: async (ctx) => ((await isRotationDue(ctx)) ? [{}] : []),
  run: async (ctx) => {
    for (const rotate of rotations) {
      await noteRotated(ctx, await rotate(ctx), false);
      ctx.signal.throwIfAborted();
    }
    // Before the signature: a log that isn't what was written is never signed, and would keep the rotation from ending.
    await noteRotated(ctx, 0, true);
    const anchor = await signAuditChain(ctx);
    if (anchor) ctx.log.info({ key: anchor.keyId }, 'secrets stand under the first key');
  },
});
