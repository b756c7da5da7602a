import { shownErasure } from './shown-erasure';

export default shownErasure.layout;
