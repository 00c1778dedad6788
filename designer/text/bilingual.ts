/** Words of one page, by key; nested as the page is. */
type Words = { readonly [key: string]: string | Words };

/** Chinese has no singular form, so its words leave the `_one` keys out. */
type Chinese<En> = {
  readonly [Key in keyof En as Key extends `${string}_one` ? never : Key]: En[Key] extends string
    ? string
    : Chinese<En[Key]>;
};

/** A page's words in both languages; a key missing in Chinese does not compile. */
export function bilingual<En extends Words>(words: {
  en: En;
  'zh-CN': Chinese<En>;
}): {
  en: En;
  'zh-CN': Chinese<En>;
} {
  return words;
}
