export { clearItemsUnsubscribed, listsOfBooks, markItemsUnsubscribed, recordContacted } from './marks-for-flows';
