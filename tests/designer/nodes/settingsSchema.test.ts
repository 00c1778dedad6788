// Goal: a kind from outside gets a form made from the schema of its settings.
// Method: one schema with a field of each sort; and schemas that are no plain object.
import { expect, test } from 'vitest';
import { z } from 'zod';
import { fieldsOf } from '../../../designer/nodes/settingsSchema.ts';

test('each field becomes the control of its type', () => {
  const schema = z.strictObject({
    couponCode: z.string(),
    units: z.number().int().default(1),
    silent: z.boolean().optional(),
    tier: z.enum(['gold', 'silver']).meta({ title: 'Level', description: 'Who gets it' }),
    tags: z.array(z.string()).optional(),
    extra: z.record(z.string(), z.number()).optional(),
  });
  expect(fieldsOf(schema)).toEqual([
    {
      name: 'couponCode',
      title: 'Coupon code',
      about: undefined,
      isRequired: true,
      shape: { control: 'text' },
    },
    { name: 'units', title: 'Units', about: undefined, isRequired: false, shape: { control: 'number' } },
    { name: 'silent', title: 'Silent', about: undefined, isRequired: false, shape: { control: 'boolean' } },
    {
      name: 'tier',
      title: 'Level',
      about: 'Who gets it',
      isRequired: true,
      shape: { control: 'choice', options: ['gold', 'silver'] },
    },
    { name: 'tags', title: 'Tags', about: undefined, isRequired: false, shape: { control: 'texts' } },
    { name: 'extra', title: 'Extra', about: undefined, isRequired: false, shape: { control: 'json' } },
  ]);
});

test('a schema that is no plain object is written as JSON', () => {
  expect(
    fieldsOf(z.union([z.strictObject({ a: z.string() }), z.strictObject({ b: z.string() })])),
  ).toBeNull();
});
