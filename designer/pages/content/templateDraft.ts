/** Edits of a template, as pure functions on its content: channel → locale → text. */
import { PATH_ROOTS } from '../../../shared/profile.ts';
import type { Content, Template } from '../../../shared/template.ts';
import { plainText } from '../../shell/plainText.ts';

/** Languages offered for a variant; the first one is a new channel's. */
export const LOCALES_OFFERED = ['zh-CN', 'en', 'zh-TW', 'zh-HK', 'ja', 'ko'] as const;

export function bodyOf(content: Content): string {
  return typeof content === 'string' ? content : content.body;
}

/** null where one text serves as subject and body alike */
export function subjectOf(content: Content): string | null {
  return typeof content === 'string' ? null : content.subject;
}

/** The beginning of the first text, in the reader's language if it has one: to recognise a template by. */
export function beginningOf(template: Template, language: string): string {
  const [channel = null, locales = {}] = Object.entries(template)[0] ?? [];
  const text = locales[language] ?? Object.values(locales)[0];
  return text === undefined ? '' : plainText(channel, bodyOf(text));
}

/** E-mail is the channel with a subject of its own. */
export function emptyContent(channel: string): Content {
  return channel === 'email' ? { subject: '', body: '' } : '';
}

export function withBody(content: Content, body: string): Content {
  return typeof content === 'string' ? body : { ...content, body };
}

export function withSubject(content: Content, subject: string): Content {
  return { subject, body: bodyOf(content) };
}

export function setVariant(template: Template, channel: string, locale: string, content: Content): Template {
  return { ...template, [channel]: { ...template[channel], [locale]: content } };
}

export function removeChannel(template: Template, channel: string): Template {
  const { [channel]: _, ...rest } = template;
  return rest;
}

/** Without its last language a channel goes too. */
export function removeVariant(template: Template, channel: string, locale: string): Template {
  const { [locale]: _, ...rest } = template[channel] ?? {};
  return Object.keys(rest).length === 0 ? removeChannel(template, channel) : { ...template, [channel]: rest };
}

/** The output tag that prints an attribute, nothing where it is missing. */
export function variableTag(path: string): string {
  return `{{ ${path} | default: '' }}`;
}

/** Paths that begin with no attribute anybody has, and with none of the language's own words: mistyped, most likely. */
export function unknownPaths(paths: readonly string[], attributes: readonly string[]): string[] {
  const known = new Set([...PATH_ROOTS, ...attributes]);
  return paths.filter((path) => !known.has(path.split(/[.[]/)[0] ?? ''));
}
