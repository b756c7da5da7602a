import { onlyExisting } from '@/app/_server/only-existing';

export default onlyExisting('privacy.read');
