/** What a window starts as: the hours at which nobody minds a message. */
export const NEW_WINDOW = { from: '09:00', to: '20:00' };
