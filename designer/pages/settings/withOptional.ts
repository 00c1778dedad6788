/** A copy with an optional field set, or left out where there is nothing to say. */
export function withOptional<Item extends object, Name extends keyof Item>(
  item: Item,
  name: Name,
  value: Item[Name] | undefined,
): Item {
  if (value !== undefined) return { ...item, [name]: value };
  const { [name]: _, ...rest } = item;
  return rest as unknown as Item; // callers name only fields that may be absent
}
