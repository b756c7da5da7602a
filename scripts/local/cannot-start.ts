/** Someone must act before a start can work; the message says how. */
export class CannotStart extends Error {}
