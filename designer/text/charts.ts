import { bilingual } from './bilingual.ts';

export const chartsText = bilingual({
  en: { view: 'Show “{{title}}” as', chart: 'Chart', table: 'Table' },
  'zh-CN': { view: '“{{title}}”的显示方式', chart: '图表', table: '表格' },
});
