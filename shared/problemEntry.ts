/** What is fixed about a problem: how bad it is, and its sentence in both languages, with places for parameters. */
export interface ProblemEntry {
  readonly severity: 'error' | 'warning';
  readonly en: string;
  readonly 'zh-CN': string;
}
