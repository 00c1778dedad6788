/** How references of the inbox provider begin; the inbox page lists deliveries by it. */
export const INBOX_REFERENCE = 'inbox:';
