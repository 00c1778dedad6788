/** Names of the demo's customers; any likeness to a person is chance. */
import { type Chance, pick, pickOne } from './chance.ts';

/** Frequent surnames, roughly by how often they occur. */
const SURNAMES = [...'王李张刘陈杨黄赵吴周'].map((name) => [name, 7] as const);
const RARER_SURNAMES = [...'徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余'].map(
  (name) => [name, 1.2] as const,
);
const GIVEN = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华文玉建国红志海宇晨轩怡欣然子涵嘉诗雨思佳'];
const ENGLISH_GIVEN = [
  'Olivia',
  'James',
  'Emma',
  'Daniel',
  'Grace',
  'Thomas',
  'Sophie',
  'William',
  'Hannah',
  'Michael',
  'Chloe',
  'Andrew',
  'Lucy',
  'Samuel',
  'Alice',
  'Robert',
  'Nora',
  'Peter',
  'Clara',
  'David',
];
const ENGLISH_SURNAMES = [
  'Walker',
  'Bennett',
  'Hughes',
  'Foster',
  'Turner',
  'Marsh',
  'Palmer',
  'Reed',
  'Shaw',
  'Barker',
  'Dixon',
  'Ellis',
  'Ford',
  'Grant',
  'Hayes',
  'Kelly',
  'Lowe',
  'Mason',
  'Porter',
  'Sutton',
];

export function chineseName(id: string, chance: Chance): string {
  const surname = pick([...SURNAMES, ...RARER_SURNAMES], chance(id, 'surname'));
  const first = pickOne(GIVEN, chance(id, 'given'));
  const isShort = chance(id, 'name length') < 0.2;
  return isShort ? `${surname}${first}` : `${surname}${first}${pickOne(GIVEN, chance(id, 'second given'))}`;
}

export function englishName(id: string, chance: Chance): string {
  return `${pickOne(ENGLISH_GIVEN, chance(id, 'given'))} ${pickOne(ENGLISH_SURNAMES, chance(id, 'surname'))}`;
}
