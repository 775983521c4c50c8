import * as assert from 'node:assert/strict';
import { Scope } from './scope.js';

describe('the names in scope', () => {
  it('are those of the moment a view was taken', () => {
    const scope = new Scope<number>(undefined);
    const empty = scope.view();
    scope.set('a', 1);
    const first = scope.view();
    scope.set('a', 2);
    scope.set('b', 3);
    const second = scope.view();
    assert.deepEqual([...empty], []);
    assert.deepEqual([...first], [['a', 1]]);
    assert.deepEqual(
      [...second],
      [
        ['a', 2],
        ['b', 3],
      ],
    );
    assert.equal(first.get('a'), 1);
    assert.equal(first.has('b'), false);
    assert.equal(second.size, 2);
  });

  it('come from the parent, and can be set anew', () => {
    const parent = new Scope<number>(undefined);
    parent.set('a', 1);
    parent.set('b', 2);
    const view = parent.view();
    parent.set('late', 9);
    const child = new Scope<number>(view);
    child.set('a', 3);
    assert.deepEqual(
      [...child.view()],
      [
        ['a', 3],
        ['b', 2],
      ],
    );
    assert.equal(child.view().get('late'), undefined);
    assert.equal(view.get('a'), 1);
  });

  it('are the view of the parent while nothing is set', () => {
    const parent = new Scope<number>(undefined);
    parent.set('a', 1);
    assert.equal(new Scope<number>(parent.view()).view(), parent.view());
  });

  it('stay right through long chains', () => {
    let scope = new Scope<number>(undefined);
    for (let i = 0; i < 300; i++) {
      scope.set(`n${i}`, i);
      scope.set('same', i);
      scope = new Scope(scope.view());
    }
    const view = scope.view();
    assert.equal(view.size, 301);
    assert.equal(view.get('n0'), 0);
    assert.equal(view.get('same'), 299);
    let count = 0;
    view.forEach((value, key, map) => (count += map.get(key) === value ? 1 : 0));
    assert.equal(count, 301);
    assert.deepEqual([...view.keys()].length, [...view.values()].length);
  });
});
