// antd's ES files carry no "type": "module", so TypeScript's NodeNext rules would see a CommonJS module behind
// them and put the words under `.default`; the bundler reads them as the ES modules they are.
declare module 'antd/es/locale/en_US.js' {
  const locale: NonNullable<import('antd').ConfigProviderProps['locale']>;
  export default locale;
}
declare module 'antd/es/locale/zh_CN.js' {
  const locale: NonNullable<import('antd').ConfigProviderProps['locale']>;
  export default locale;
}
