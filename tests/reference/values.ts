/** What `updateProfile` writes and which arm a split gives. */
import { read, type Subject, slotOf } from './conditions.ts';
import type { Bag, Enrollment, Settings, World } from './records.ts';
import { note, setAttributes } from './world.ts';

export const givenBy = (subject: Subject, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || !('path' in value)) return value;
  return read(subject, String(value.path)) ?? ('default' in value ? value.default : undefined);
};
export const valuesOf = (subject: Subject, values: Bag = {}): Bag =>
  Object.fromEntries(
    Object.entries(values)
      .map(([name, value]) => [name, givenBy(subject, value)] as const)
      .filter(([, value]) => value !== undefined),
  );

export function update(world: World, subject: Subject, settings: Settings): void {
  const { person } = subject;
  const attributes = { ...person.attributes, ...valuesOf(subject, settings.set) };
  for (const [name, value] of Object.entries(valuesOf(subject, settings.add))) {
    const present = attributes[name];
    if (Array.isArray(present)) attributes[name] = present.includes(value) ? present : [...present, value];
    else attributes[name] = (typeof present === 'number' ? present : 0) + Number(value);
  }
  for (const name of settings.remove ?? []) delete attributes[name];
  setAttributes(world, person, attributes);
  const tags = [...person.tags, ...(settings.addTags ?? [])].filter(
    (tag) => !settings.removeTags?.includes(tag),
  );
  person.tags = [...new Set(tags)];
}

/** §5: the arm taken first wins for ever; else the slot decides, arms in order. */
export function armOf(world: World, e: Enrollment, settings: Settings): string {
  const name = `${e.journey.id} ${settings.salt} ${e.person.id}`;
  const known = world.arms.get(name);
  let slot = slotOf(settings.salt, e.person.id);
  const hashed = settings.arms.find(({ share }) => {
    slot -= Math.round(share * 100);
    return slot < 0;
  });
  const arm = known ?? hashed?.id ?? '';
  world.arms.set(name, arm);
  note(world, 'exposures', { profile: e.person.id, journey: e.journey.id, node: e.node, arm });
  return arm;
}
