import { shownBook } from './shown-book';

export default shownBook.layout;
