// Goal: a CSV file is understood before anything is sent: encoding, separator, columns and their targets.
// Method: small files as bytes, the head read from them, and guesses compared with the API's words.
import { describe, expect, test } from 'vitest';
import { readCsvHead } from '../../designer/pages/customers/csvHead.ts';
import { faultOfMapping, guessTargets } from '../../designer/pages/customers/csvTarget.ts';
import { type ImportTarget, targetText } from '../../shared/importTargets.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
/** 姓名 and 王伟 in GB18030 */
const GB_NAME = [0xd0, 0xd5, 0xc3, 0xfb];
const GB_WANG_WEI = [0xcd, 0xf5, 0xce, 0xb0];

describe('the head of a file', () => {
  const heads = [
    { says: 'commas', text: 'id,name\n1,a\n', delimiter: ',', columns: ['id', 'name'] },
    { says: 'semicolons', text: 'id;name;x\n1;a,b;2\n', delimiter: ';', columns: ['id', 'name', 'x'] },
    { says: 'tabs', text: 'id\tname\n1\ta\n', delimiter: '\t', columns: ['id', 'name'] },
    { says: 'a byte order mark', text: '\uFEFFid,name\n1,a\n', delimiter: ',', columns: ['id', 'name'] },
    { says: 'quoted columns', text: '"id","a, b"\n1,2\n', delimiter: ',', columns: ['id', 'a, b'] },
  ];
  test.each(heads)('a file with $says is read', ({ text, delimiter, columns }) => {
    expect(readCsvHead(bytesOf(text), true)).toMatchObject({ encoding: 'utf-8', delimiter, columns });
  });

  test('a file of a Chinese spreadsheet is read as GB18030', () => {
    const bytes = new Uint8Array([...bytesOf('id,'), ...GB_NAME, ...bytesOf('\nc1,'), ...GB_WANG_WEI, 0x0a]);
    expect(readCsvHead(bytes, true)).toMatchObject({
      encoding: 'gb18030',
      columns: ['id', '姓名'],
      rows: [['c1', '王伟']],
    });
  });

  test('a last line that is cut off is left out', () => {
    expect(readCsvHead(bytesOf('id,name\nc1,a\nc2,"b'), false)?.rows).toEqual([['c1', 'a']]);
  });

  test.each([
    { says: 'an empty file', bytes: bytesOf('') },
    { says: 'a picture', bytes: new Uint8Array([0x89, 0x50, 0, 0, 0x0a]) },
    { says: 'a column without a name', bytes: bytesOf('id,,name\n1,2,3\n') },
  ])('$says has no head', ({ bytes }) => {
    expect(readCsvHead(bytes, true)).toBeNull();
  });
});

describe('targets of columns', () => {
  test('are those the API itself would guess; a column without a usable name waits for one', () => {
    expect(guessTargets(['客户号', '手机号', '']).map(targetText)).toEqual([
      'id',
      'addresses.sms',
      'attributes.',
    ]);
  });

  const mappings: { says: string; targets: ImportTarget[]; fault: string | null }[] = [
    { says: 'no id', targets: [{ to: 'tags' }], fault: 'needId' },
    { says: 'two ids', targets: [{ to: 'id' }, { to: 'id' }], fault: 'needId' },
    {
      says: 'an attribute without a name',
      targets: [{ to: 'id' }, { to: 'attribute', name: '', type: 'auto' }],
      fault: 'needNames',
    },
    {
      says: 'an id and a typed attribute',
      targets: [{ to: 'id' }, { to: 'attribute', name: 'age', type: 'number' }],
      fault: null,
    },
  ];
  test.each(mappings)('a mapping with $says: $fault', ({ targets, fault }) => {
    expect(faultOfMapping(targets)).toBe(fault);
  });
});
