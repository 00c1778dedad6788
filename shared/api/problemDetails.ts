/** The one shape of every refusal: RFC 9457 problem details with our coded problems. */
import { z } from 'zod';
import { type Locale, type Problem, type ProblemCode, problemCodes, problemText } from '../problem.ts';

export const PROBLEM_TYPE = 'application/problem+json';

const codes = Object.keys(problemCodes) as [ProblemCode, ...ProblemCode[]]; // the table has entries

export const problemViewSchema = z
  .strictObject({
    code: z.enum(codes),
    severity: z.enum(['error', 'warning']),
    /** the sentence in the asked language */
    text: z.string(),
    nodeId: z.string().optional(),
    /** dotted place inside the node's settings, the document or the request */
    field: z.string().optional(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    fix: z.strictObject({ path: z.array(z.string()), value: z.unknown() }).optional(),
  })
  .meta({ id: 'Problem' });
export type ProblemView = z.infer<typeof problemViewSchema>;

export const problemDetailsSchema = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.enum(codes),
    problems: z.array(problemViewSchema),
  })
  .meta({ id: 'ProblemDetails' });
export type ProblemDetailsView = z.infer<typeof problemDetailsSchema>;

/** A problem as the API shows it. */
export function problemView(found: Problem, locale: Locale): ProblemView {
  const { nodeId, field, params, fix } = found;
  return {
    code: found.code,
    severity: found.severity,
    text: problemText(found, locale),
    ...(nodeId === undefined ? {} : { nodeId }),
    ...(field === undefined ? {} : { field }),
    ...(params === undefined ? {} : { params: { ...params } }),
    ...(fix === undefined ? {} : { fix: { path: [...fix.path], value: fix.value } }),
  };
}
