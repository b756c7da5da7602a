import { onlyExisting } from '@/app/_server/only-existing';
import { changeableList } from './changeable-list';

export default onlyExisting('lists.write', (ctx, { id }: { id: string }) => changeableList(ctx, id));
