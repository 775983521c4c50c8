// Every package in the bundles is named with its licence text in THIRD-PARTY-NOTICES.txt, and no licence is there that may not be.
import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');

interface Notice {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}
interface Notices {
  bundledPackages(): Readonly<Record<string, readonly string[]>>;
  notices(): Notice[];
  problemsOf(list: readonly Notice[]): string[];
  render(list: readonly Notice[]): string;
}

describe('notices', () => {
  let tool: Notices;
  before(async () => {
    const path = '../tools/notices.mjs';
    tool = (await import(path)) as Notices;
  });

  it('the file names each package that was bundled, with its licence', () => {
    const text = readFileSync(join(root, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    const list = tool.notices();
    assert.ok(list.length >= 5, 'the list of bundled packages is too short to be true');
    assert.deepEqual(
      list
        .filter((notice) => !text.includes(`${notice.name} ${notice.version} (${notice.licence})`) || !text.includes(notice.text))
        .map((notice) => notice.name),
      [],
    );
  });

  it('every licence may be shipped', () => assert.deepEqual(tool.problemsOf(tool.notices()), []));

  it('finds a licence that may not, and a missing text', () => {
    const found = tool.problemsOf([{ name: 'x', version: '1', licence: 'GPL-3.0', text: '' }]);
    assert.equal(found.length, 2);
    assert.match(found[0] ?? '', /GPL-3\.0/);
  });

  it('knows what is in which file', () => {
    const packages = tool.bundledPackages();
    assert.ok(packages['server/dist/yaml.js']?.includes('yaml'));
    assert.ok(packages['server/dist/dockerfile.js']?.includes('unbash'));
    assert.ok(packages['dist/client/extension.node.js']?.includes('vscode-languageclient'));
  });
});
