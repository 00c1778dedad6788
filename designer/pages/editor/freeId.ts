const ID_MAX = 64;

/** An id made of a name, with a number where it is taken already. */
export function freeId(name: string, others: readonly { id: string }[]): string {
  const letters = name.replace(/[^A-Za-z0-9_-]/g, '').replace(/^[^A-Za-z]+/, '');
  const stem = (letters === '' ? 'goal' : letters).slice(0, ID_MAX - 4);
  const taken = new Set(others.map(({ id }) => id));
  if (!taken.has(stem)) return stem;
  for (let number = 2; ; number++) if (!taken.has(`${stem}${number}`)) return `${stem}${number}`;
}
