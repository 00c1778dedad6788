/** Short ways to read and to write the world of the reference. */
import type {
  Bag,
  Document,
  Enrollment,
  Happening,
  Person,
  Row,
  Running,
  Settings,
  World,
} from './records.ts';

export function note(world: World, list: keyof World['report'], row: Row): void {
  world.report[list].push({ at: new Date(world.now).toISOString(), ...row });
}
export function refuseMessage(world: World, { person, journey, node }: Enrollment, reason: string): void {
  note(world, 'refusals', { profile: person.id, journey: journey.id, node, reason });
}
export const rowOf = ({ person, journey, node, key }: Enrollment): Row => ({
  profile: person.id,
  journey: journey.id,
  node,
  key,
});

export function personOf(world: World, id: string): Person {
  const known = world.people.get(id);
  if (known) return known;
  const lists = { tags: [], suppressed: [], events: [], sends: [] };
  const past = [{ since: world.now, attributes: {} }];
  const person = { id, locale: 'en', attributes: {}, addresses: {}, consent: {}, past, ...lists };
  world.people.set(id, person);
  return person;
}
export function setAttributes(world: World, person: Person, attributes: Bag): void {
  person.attributes = attributes;
  person.past.push({ since: world.now, attributes });
}

/** What happens now. */
export const happeningOf = (world: World, name: string, properties: Bag = {}): Happening => ({
  ...{ id: '', name, properties, at: world.now, depth: 0 },
});

export const peopleOf = (world: World): Person[] =>
  [...world.people.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
export const oldestFirst = <One extends { person: Person }>(
  list: readonly One[],
  atOf: (one: One) => number,
): One[] =>
  list.toSorted(
    (a, b) => atOf(a) - atOf(b) || (a.person.id < b.person.id ? -1 : Number(a.person.id > b.person.id)),
  );

export const activeOf = (world: World, person: Person): Enrollment[] =>
  world.enrollments.filter((e) => e.person === person && e.state === 'active');
export const frozen = (e: Enrollment): boolean => e.journey.state === 'paused';
export const isOpen = ({ state }: Running): boolean => state === 'live' || state === 'paused';
export const nodeOf = (e: Enrollment) => e.document.nodes[e.node] as Document['nodes'][string]; // e.node is one of them
export const settingsOf = (e: Enrollment): Settings => nodeOf(e).settings;
export const priorityOf = ({ document }: { document: Document }): number => document.priority ?? 50;
