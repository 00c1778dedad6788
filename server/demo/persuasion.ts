/** Whom a message moves: everybody has one number per theme, and a message moves those whose number lies in its band. */

/** Extra share of customers who act because of the message sent at a node, in the order the nodes come. */
export type Lifts = readonly (readonly [node: string, lift: number])[];

/**
 * Whether the message of a node is what makes this customer act.
 * @param disposition the customer's number in [0, 1); below `ownShare` they act unasked
 * @param lifts of the lane the node belongs to: each message moves others than those before it
 */
export function isMovedBy(node: string, lifts: Lifts, ownShare: number, disposition: number): boolean {
  let from = ownShare;
  for (const [name, lift] of lifts) {
    if (name === node) return disposition >= from && disposition < from + lift;
    from += lift;
  }
  return false;
}
