import assert from 'node:assert/strict';
import { keyName, resolvePlain } from './scalars.js';

describe('resolvePlain', () => {
  // Measured with the decoder that kubectl uses.
  const cases: [string, string | number | boolean | null][] = [
    ['yes', true], ['on', true], ['y', true], ['TRUE', true], ['True', true], ['Y', true], ['On', true],
    ['NO', false], ['off', false], ['n', false], ['False', false],
    ['yEs', 'yEs'], ['tRue', 'tRue'],
    ['', null], ['~', null], ['null', null], ['NULL', null], ['nUll', 'nUll'], ['None', 'None'],
    ['0644', 420], ['0o644', 420], ['-0644', -420], ['08', 8], ['0x1F', 31], ['0b11', 3], ['-0b11', -3],
    ['1_000', 1000], ['12', 12], ['+5', 5], ['-5', -5], ['0', 0],
    ['1.20', 1.2], ['.5', 0.5], ['1e3', 1000], ['1.', 1], ['-.5', -0.5], ['1_0.5', 10.5],
    ['22:22', '22:22'], ['12:30:45', '12:30:45'], ['2020-01-01', '2020-01-01'], ['1.2.3', '1.2.3'], ['1Gi', '1Gi'], ['-', '-'], ['.', '.'],
    ['0x', '0x'], ['1e', '1e'], ['<<', '<<'], ['=', '='], ['a', 'a'], ['10m', '10m'],
  ]; // prettier-ignore
  for (const [source, expected] of cases)
    it(`${source || 'nothing'} is ${String(expected)}`, () => assert.equal(resolvePlain(source), expected));

  it('knows the special numbers', () => {
    assert.ok(Number.isNaN(resolvePlain('.nan')));
    assert.equal(resolvePlain('-.inf'), Number.NEGATIVE_INFINITY);
  });

  it('names keys as JSON does', () => assert.deepEqual([true, 1, null, 'a'].map(keyName), ['true', '1', 'null', 'a']));
});
