import { deleteRecord, recordConsent, updateRecord } from '@/lib/crm';
import { AppError } from '@/lib/errors';
import { removeMembers, restoreMembers, subscribeMember, unsubscribeMember } from '@/lib/marketing-lists';
import { listFields, type LawWorld } from './law-world';
import { noteChange, type Model } from './model';
import { knownOf } from './do-there';
import { noteNewAddress, noteTouched } from './new-addresses';
import { noteMove } from './towns';
import { readTruth } from './truth';
import type { Here } from './steps';

/** Somebody here does something, by the product's own verbs; what it refuses doesn't happen. */
export async function doHere(world: LawWorld, model: Model, step: Here, n: number): Promise<void> {
  const { ctx } = world;
  const one = model.people[step.person];
  const id = world.records[step.person];
  if (!one || id === undefined || one.deleted) return;
  const list = 'list' in step ? step.list : 0;
  const listId = String(world.lists[list]?.id);
  const recordId = String(id);
  const update = async (values: object): Promise<void> => {
    const { version } = await ctx.db.prisma.crmRecord.findUniqueOrThrow({ where: { id } });
    await updateRecord(ctx, { id: recordId, version, ...values });
  };
  const before = one.address;
  switch (step.here) {
    case 'joins':
    case 'leaves': {
      const joins = step.here === 'joins';
      await update({ [listFields[list] ?? '']: joins ? world.here : 'elsewhere' });
      one.on[list] = joins;
      break;
    }
    case 'changes name':
      one.name = `Name ${n}`;
      model.toldThere.delete(one.address);
      return update({ firstName: one.name });
    case 'moves':
      noteMove(model, one.address, { here: `Town ${n}` });
      return update({ city: `Town ${n}` });
    case 'changes address': {
      const truth = await readTruth(world);
      const known = await knownOf(world, before);
      await update({ email: world.mail(step.address) });
      one.address = step.address;
      noteNewAddress(model, truth, { person: step.person, from: before, to: step.address }, known);
      break;
    }
    case 'is removed by hand':
    case 'is restored': {
      const removed = step.here === 'is removed by hand';
      const verb = removed ? removeMembers : restoreMembers;
      const { changed } = await verb(ctx, { listId, recordIds: [recordId], reason: '' });
      if (changed > 0) one.removed[list] = removed;
      break;
    }
    case 'is taken off':
    case 'is subscribed': {
      const takenOff = step.here === 'is taken off';
      const verb = takenOff ? unsubscribeMember : subscribeMember;
      if (!(await isDone(verb(ctx, { listId, recordId })))) return;
      const items = await ctx.db.prisma.listItem.findMany({ where: { listId: BigInt(listId) } });
      const hasItem = new Set(items.map((item) => world.records.indexOf(item.recordId)));
      for (const [m, other] of model.people.entries())
        if (other.address === one.address && hasItem.has(m)) other.takenOff[list] = takenOff;
      break;
    }
    case 'opts out':
      await recordConsent(ctx, { recordId, state: 'withdrawn' });
      one.optedOut = true;
      one.agreedAt = null;
      break;
    case 'consents':
      await recordConsent(ctx, { recordId, state: 'given', text: 'Yes, mail me' });
      one.optedOut = false;
      one.agreedAt = ctx.now();
      break;
    case 'is deleted':
      await deleteRecord(ctx, { id: recordId });
      one.deleted = true;
      break;
  }
  if (step.here !== 'changes address') noteTouched(model, one.address);
  noteChange(model, before);
  noteChange(model, one.address);
}

async function isDone(work: Promise<void>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}
