import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, closeAll, finding, noFinding, open, until, withSetting } from './kit.js';

const shown = async (text: string) => {
  const exported = await api();
  return until(`the status of a ${text}`, () => exported.shownStatus?.file.text === `Seaworthy: ${text}` && exported.shownStatus);
};

describe('language status', () => {
  afterEach(closeAll);

  it('names what the file was taken for, the profile and the configuration', async () => {
    await open('Dockerfile');
    const { file, configuration } = await shown('Dockerfile');
    assert.match(file.detail, /^\d+ findings/);
    assert.equal(configuration?.text, 'Seaworthy: profile recommended');
    assert.match(configuration?.detail ?? '', /no configuration file/);
    assert.equal(configuration?.command?.command, 'seaworthy.openConfig');
  });

  it('names the configuration file in force', async () => {
    const document = await open('strict/Dockerfile');
    await finding(document, 'dockerfile/latest-tag');
    const exported = await api();
    const configuration = await until(
      'the profile',
      () => exported.shownStatus?.configuration?.text === 'Seaworthy: profile strict' && exported.shownStatus.configuration,
    );
    assert.equal(configuration.detail, 'strict/.seaworthy.yaml');
  });

  it('says what was not checked', async () => {
    await open('chart/templates/web.yaml');
    const { file } = await shown('Helm template');
    assert.match(file.detail, /not checked: \S/);
  });

  it('names the extension that findings were left to', async () => {
    const document = await open('Dockerfile');
    await finding(document, 'dockerfile/latest-tag');
    const exported = await api();
    assert.equal(vscode.workspace.getConfiguration('seaworthy').inspect('stepBack')?.defaultValue, true);
    await withSetting('seaworthy', 'stepBack', true, async () => {
      await noFinding(document, 'dockerfile/latest-tag');
      const item = await until('the item', () => exported.shownStatus?.steppedBack);
      assert.match(item.text, /^Seaworthy: \d+ findings? left to hadolint$/);
    });
    await finding(document, 'dockerfile/latest-tag');
    await until('no item', () => exported.shownStatus?.steppedBack === undefined);
  });
});
