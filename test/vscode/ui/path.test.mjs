// A person's path through the real workbench: the packaged extension installed, a file opened, a finding understood, fixed, saved.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { copyWorkspace } from '../../../tools/vscode/fixture.mjs';
import { Person, packExtension, until } from '../../../tools/vscode/person.mjs';
import { installExtension, openWorkbench, root, startServer, temporaryFolder } from '../../../tools/vscode/workbench.mjs';

const shots = process.env.SEAWORTHY_SCREENSHOTS ?? path.join(root, '.cache/vscode-test/screenshots');
const vsix = packExtension();

/** A workbench of its own with the extension installed. */
async function start(settings, afterInstall = () => undefined) {
  const temporary = temporaryFolder();
  const workspace = copyWorkspace(temporary.folder);
  installExtension(temporary.folder, vsix);
  afterInstall(temporary.folder);
  const server = await startServer({ folder: temporary.folder, settings });
  const workbench = await openWorkbench({ port: server.port, folder: workspace });
  const end = async () => {
    await workbench.browser.close();
    await server.stop();
    temporary.remove();
  };
  return { workspace, ...workbench, person: new Person(workbench.page), end };
}

let opened;
let number = 0;
const shot = async (name) => {
  mkdirSync(shots, { recursive: true });
  await opened.page.screenshot({ path: path.join(shots, `${String(++number).padStart(2, '0')}-${name}.png`) });
};

afterEach(async function () {
  if (this.currentTest.state === 'failed' && opened) {
    await shot('failed');
    console.log(opened.consoleLines.slice(-15).join('\n'));
  }
});

describe('the path of a person', function () {
  this.bail(true); // each step starts where the last one ended
  let person;
  let dockerfile;

  before(async () => {
    opened = await start({});
    person = opened.person;
    dockerfile = path.join(opened.workspace, 'Dockerfile');
  });
  after(() => opened?.end());

  it('opens a Dockerfile and sees squiggles', async () => {
    await person.openFile('Dockerfile');
    await person.seeSquiggle('warning');
    await shot('squiggle');
  });

  it('finds the same in the Problems view, with the rule', async () => {
    await person.openProblems();
    const row = person.problem('ADD also downloads');
    await row.waitFor();
    assert.match((await row.innerText()).replace(/\s+/g, ' '), /seaworthy.*dockerfile\/add-instead-of-copy/);
    await shot('problems');
  });

  it('rests the mouse on the word and reads why', async () => {
    const hover = await person.hoverWord('USER root', 'root', 'Starts as root');
    await until('the text of the rule', async () => (await hover.innerText()).length > 300);
    await shot('hover');
    await opened.page.keyboard.press('Escape');
  });

  it('presses Ctrl+. and takes the fix', async () => {
    const entry = await person.fixMenu('ADD package.json', 'ADD', 'COPY');
    await shot('menu');
    await person.take(entry);
    await person.line('COPY package.json').waitFor();
    await person.problem('ADD also downloads').waitFor({ state: 'detached' });
  });

  it('saves, and the file on the disk is the better one', async () => {
    await person.save();
    // The tab is clean a moment before the disk is written.
    await until('the file', () => /^COPY package\.json \.\/$/m.test(readFileSync(dockerfile, 'utf8')));
    await shot('fixed');
  });

  it('ignores a finding with a reason', async () => {
    const entry = await person.fixMenu('USER root', 'root', 'Ignore dockerfile/root-user here');
    await person.take(entry);
    const box = opened.page.locator('.quick-input-widget input').first();
    await box.waitFor();
    await box.fill('entrypoint steps down');
    await shot('reason');
    await opened.page.keyboard.press('Enter');
    await person.line('# seaworthy-ignore dockerfile/root-user: entrypoint steps down').waitFor();
    await person.problem('Starts as root').waitFor({ state: 'detached' });
    await shot('ignored');
    await person.save();
  });

  it('sees the edit of another program', async () => {
    await until('the save', () => readFileSync(dockerfile, 'utf8').includes('entrypoint steps down'));
    // A write in the moment of the workbench's own save is taken for its own.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    writeFileSync(dockerfile, 'FROM alpine:3.20\nUSER 0:0\n');
    await person.problem('Starts as root').waitFor();
  });

  it('looks behind the braces in the status bar', async () => {
    await opened.page
      .locator('.statusbar-item [aria-label*="Editor Language Status"], .statusbar-item[id="status.languageStatus"]')
      .first()
      .hover();
    const flyout = opened.page.locator('.hover-language-status');
    await flyout.filter({ hasText: 'profile recommended' }).first().waitFor();
    const text = (await flyout.allInnerTexts()).join(' ').replace(/\s+/g, ' ');
    assert.match(text, /Dockerfile/);
    assert.match(text, /no configuration file/);
    await shot('status');
    await opened.page.mouse.move(600, 300);
  });

  it('reads the page of a rule', async () => {
    await opened.page.keyboard.press('Escape');
    await person.clickWord('USER 0:0', '0:0');
    await person.command('Seaworthy: Show Rule Documentation');
    await opened.page.locator('.tab.active', { hasText: 'root-user' }).waitFor();
    await until('the page', async () => {
      for (const frame of opened.page.frames()) {
        const text = await frame
          .locator('body')
          .innerText({ timeout: 1000 })
          .catch(() => '');
        if (/dockerfile\/root-user/.test(text) && !text.includes('EXPLORER')) return true;
      }
      return false;
    });
    await shot('page');
  });

  it('checks the whole workspace', async () => {
    await person.command('Seaworthy: Check Workspace');
    await opened.page.locator('.markers-panel .monaco-list-row', { hasText: 'pod.json' }).first().waitFor();
    await shot('workspace');
  });

  it('creates a configuration file and gets its keys offered', async () => {
    await person.openFile('Dockerfile');
    await person.seeSquiggle('warning');
    await person.command('Seaworthy: Open or Create Configuration File');
    await opened.page.locator('.tab.active', { hasText: '.seaworthy.yaml' }).waitFor();
    await person.line('profile: recommended').waitFor();
    await opened.page.keyboard.press('Control+Home');
    await opened.page.keyboard.press('Control+A');
    await opened.page.keyboard.type('profile: ');
    const offer = opened.page.locator('.suggest-widget .monaco-list-row', { hasText: 'strict' }).first();
    await person.pressUntil('Control+Space', offer);
    await shot('configuration');
  });

  it('was never interrupted, and nothing was asked of the network', async () => {
    assert.deepEqual(await person.notifications(), []);
    assert.deepEqual([...opened.outside], []);
  });
});

describe('in restricted mode', () => {
  before(async () => {
    opened = await start({
      'security.workspace.trust.enabled': true,
      'security.workspace.trust.startupPrompt': 'never',
      'security.workspace.trust.banner': 'never',
    });
  });
  after(() => opened?.end());

  it('findings are there as always', async () => {
    await opened.page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor({ timeout: 60_000 });
    await opened.person.openFile('k8s/pod.yaml');
    await opened.person.seeSquiggle('error');
    await shot('restricted');
  });
});

describe('with a server that cannot start', () => {
  before(async () => {
    opened = await start({}, (folder) => {
      const extensions = path.join(folder, 'extensions');
      const ours = readdirSync(extensions).find((name) => name.startsWith('seaworthy.'));
      writeFileSync(path.join(extensions, ours, 'server/dist/server.js'), 'process.exit(1);\n');
    });
  });
  after(() => opened?.end());

  it('no box opens, and the status says so', async () => {
    await opened.person.openFile('Dockerfile');
    const item = opened.page.locator('.statusbar-item[id="status.languageStatus"]').first();
    await item.waitFor();
    const flyout = opened.page.locator('.hover-language-status', { hasText: 'not running' }).first();
    await until('the status', async () => {
      await opened.page.mouse.move(600, 300);
      await item.hover();
      return flyout.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
    });
    await shot('stopped');
    assert.deepEqual(await opened.person.notifications(), []);
  });
});
