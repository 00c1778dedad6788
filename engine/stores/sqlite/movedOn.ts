/** Ends the write of one customer: what the commit rests on is no longer so. Never leaves the store. */
export class MovedOn extends Error {}
