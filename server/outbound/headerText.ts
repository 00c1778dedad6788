/** Whether a text may stand in a mail or HTTP header: control characters would end the header and begin another. */
export function isHeaderSafe(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return !/[\u0000-\u001f\u007f]/.test(text);
}
