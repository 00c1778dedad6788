/** Allocation epoch of exposures imported from before their split was published: the epochs of its versions begin at 1. */
export const IMPORTED_EPOCH = 0;
