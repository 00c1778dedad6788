/** Whether the person asked their system for no movement. */
export const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
