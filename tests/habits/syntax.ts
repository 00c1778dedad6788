import { parseSync } from 'vite';
import type { Source } from './sources.ts';

/** A node of the syntax tree (ESTree with the TypeScript extension). */
export interface SyntaxNode {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

export type Visit = (node: SyntaxNode, parents: readonly SyntaxNode[]) => void;

/** Calls `visit` for each node of a file, outer ones first; `parents` holds the nearest last. */
export function walkSyntax(source: Source, visit: Visit): void {
  const { program, errors } = parseSync(source.path, source.text);
  if (errors[0]) throw new Error(`${source.path}: ${errors[0].message}`);
  walkNode(program, [], visit);
}

export function lineOf(source: Source, offset: number): number {
  return source.text.slice(0, offset).split('\n').length;
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** The name of an identifier, or undefined for any other node. */
export function identifierName(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Identifier' ? String(node.name) : undefined;
}

/** `object.property` of a member expression written with a dot. */
export function memberName(node: unknown): string | undefined {
  if (!isNode(node) || node.type !== 'MemberExpression' || node.computed === true) return undefined;
  return `${identifierName(node.object) ?? ''}.${identifierName(node.property) ?? ''}`;
}

export function stringValue(node: unknown): string | undefined {
  if (!isNode(node) || node.type !== 'Literal') return undefined;
  return typeof node.value === 'string' ? node.value : undefined;
}

function walkNode(value: unknown, parents: readonly SyntaxNode[], visit: Visit): void {
  if (Array.isArray(value)) {
    for (const item of value) walkNode(item, parents, visit);
    return;
  }
  if (!isNode(value)) return;
  visit(value, parents);
  const inner = [...parents, value];
  for (const child of Object.values(value)) {
    if (typeof child === 'object' && child !== null) walkNode(child, inner, visit);
  }
}
