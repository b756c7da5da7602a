import { shownDraft } from './shown-draft';

export default shownDraft.layout;
