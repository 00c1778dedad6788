/** Characters that some file system or a shell would not take, and what stands for white space. */
const UNFIT = /[\s\p{Cc}\p{Cf}"*/:<>?\\|]+/gu;
/** Of a part of a name: some file systems take 255 bytes of UTF-8 in all. */
const PART_LENGTH_MAX = 40;

/** Parts as one file name that every system takes, each at most forty characters of what it says. */
export function fileName(parts: readonly string[], ending: string): string {
  const fit = parts.map((part) =>
    [...part.trim().replace(UNFIT, '-')]
      .slice(0, PART_LENGTH_MAX)
      .join('')
      .replace(/^[-.]+|[-.]+$/g, ''),
  );
  return `${fit.filter((part) => part !== '').join('_')}${ending}`;
}

/**
 * What a download is called (RFC 6266), in ASCII for whoever knows no better.
 *
 * @param show  `inline` for what a browser may also show
 */
export function contentDisposition(show: 'attachment' | 'inline', name: string, ascii: string): string {
  // encodeURIComponent leaves what RFC 8187 does not
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${show}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
