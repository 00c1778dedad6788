/** How whoever is exposed came in; `deed` is by hand or through the API. */
export const ENTRY_SOURCES = ['trigger', 'deed', 'journey', 'import'] as const;
export type EntrySource = (typeof ENTRY_SOURCES)[number];
