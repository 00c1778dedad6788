/** The database inside a data folder. */
export const DATABASE_NAME = 'throughline.db';
