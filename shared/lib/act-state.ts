/** State of an act on its device, exactly one; created is the sum of all four. */
export type ActState = 'waiting' | 'delivered' | 'quarantined' | 'withdrawn';
