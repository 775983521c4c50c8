// Takes the pictures of the README (docs/images) and of the walkthrough (media/walkthrough) in the real editor, on a copy of examples/.
// Usage: node tools/vscode/screenshots.mjs (after a build); look at them before you commit them.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { copyWorkspace } from './fixture.mjs';
import { Person, packExtension } from './person.mjs';
import { terminalPage } from './terminal-page.mjs';
import { installExtension, openWorkbench, root, startServer, temporaryFolder } from './workbench.mjs';

/** Less around the text, and nothing that moves. */
const SETTINGS = {
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.activityBar.location': 'hidden',
  'workbench.layoutControl.enabled': false,
  'workbench.reduceMotion': 'on',
  'workbench.editor.editorActionsLocation': 'hidden',
  'window.commandCenter': false,
  'breadcrumbs.enabled': false,
  'editor.minimap.enabled': false,
  'editor.fontSize': 14,
  'editor.cursorBlinking': 'solid',
  'editor.renderLineHighlight': 'none',
  'editor.occurrencesHighlight': 'off',
  'editor.selectionHighlight': false,
  'editor.matchBrackets': 'never',
  'editor.scrollBeyondLastLine': false,
  'editor.hover.delay': 150,
  'files.autoSave': 'off',
  'diffEditor.renderSideBySide': false,
  'diffEditor.renderMarginRevertIcon': false,
  'diffEditor.renderGutterMenu': false,
  'diffEditor.renderOverviewRuler': false,
  'problems.defaultViewMode': 'tree',
};

/** The cursor stands at its end, where the name of a rule is offered. */
const CONFIGURATION = `profile: strict

exclude:
  - vendor/

rules:
  kubernetes/missing-recommended-labels: off
  dockerfile/ro`;

/** What the command line writes, colors and all. */
function run(command, cwd) {
  const [, ...words] = command.split(' ');
  const { stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'server/dist/cli.js'), ...words], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: '1' },
  });
  if (stdout === '') throw new Error(`${command}: ${stderr}`);
  return { command, output: stdout };
}

const images = path.join(root, 'docs/images');
const walkthrough = path.join(root, 'media/walkthrough');
for (const folder of [images, walkthrough]) mkdirSync(folder, { recursive: true });

const temporary = temporaryFolder();
let server;
let workbench;
try {
  const workspace = copyWorkspace(temporary.folder, path.join(root, 'examples'));
  installExtension(temporary.folder, packExtension());
  server = await startServer({ folder: temporary.folder, settings: SETTINGS });
  workbench = await openWorkbench({ port: server.port, folder: workspace, viewport: { width: 1080, height: 640 }, scale: 1.5 });
  const { page } = workbench;
  const person = new Person(page);
  /** From the tabs downward; the whole is everything above the status bar. */
  const shoot = async (file, { height = 618, width = 1080 } = {}) => {
    // Without it, what fades in is caught half way.
    await page.screenshot({ path: file, clip: { x: 0, y: 0, width, height }, animations: 'disabled' });
  };

  await person.openFile('web/Dockerfile');
  await person.seeSquiggle('warning');
  await page.keyboard.press('Control+B');
  await page.locator('.explorer-viewlet').waitFor({ state: 'hidden' });
  await page.mouse.move(900, 250);
  await shoot(path.join(images, 'squiggle.png'), { height: 340, width: 720 });

  await person.openProblems();
  await shoot(path.join(images, 'problems.png'));
  await shoot(path.join(walkthrough, 'open.png'));

  await person.fixMenu('USER root', 'root', /./);
  await shoot(path.join(images, 'editor.png'));
  await shoot(path.join(images, 'menu.png'), { height: 350, width: 720 });
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+J');
  await person.fixMenu('ADD package.json', 'ADD', 'COPY');
  await shoot(path.join(walkthrough, 'fix.png'), { height: 340, width: 720 });
  await page.keyboard.press('Escape');

  await person.growHover(await person.hoverWord('RUN curl', 'bash', 'curl-pipe-shell'), 40);
  await shoot(path.join(images, 'hover.png'), { height: 460 });
  await shoot(path.join(walkthrough, 'understand.png'), { height: 460 });

  await page.keyboard.press('Escape');
  await person.goToFile('api/Dockerfile');
  await person.line('FROM golang').waitFor();
  await person.seeSquiggle('warning');
  await person.hoverWord('FROM golang', 'FROM', 'ships');
  await shoot(path.join(images, 'ships.png'), { height: 340 });
  await page.keyboard.press('Escape');

  await person.take(await person.fixMenu('FROM golang', 'FROM', 'runtime stage'));
  await person.line('COPY --from=build').waitFor();
  await person.command('File: Compare Active File with Saved');
  await page.locator('.line-insert').first().waitFor({ state: 'attached' });
  await page.mouse.move(900, 600);
  await shoot(path.join(images, 'rewrite.png'), { height: 460 });
  await person.command('View: Revert and Close Editor');

  await page.keyboard.press('Control+B');
  await person.openFile('k8s/api.yaml');
  await person.seeSquiggle('error');
  await page.keyboard.press('Control+B');
  await page.locator('.explorer-viewlet').waitFor({ state: 'hidden' });
  await person.fixMenu('- name: api', 'api', 'Harden container');
  await shoot(path.join(images, 'harden.png'), { width: 720 });
  await page.keyboard.press('Escape');

  writeFileSync(path.join(workspace, '.seaworthy.yaml'), CONFIGURATION);
  await page.keyboard.press('Control+B');
  await person.openFile('.seaworthy.yaml');
  await page.keyboard.press('Control+B');
  await page.locator('.explorer-viewlet').waitFor({ state: 'hidden' });
  await person.seeSquiggle('error');
  await person.clickWord('dockerfile/ro', 'dockerfile/ro');
  await page.keyboard.press('Control+End');
  await person.pressUntil('Control+Space', page.locator('.suggest-widget .monaco-list-row', { hasText: 'dockerfile/root-user' }).first());
  await shoot(path.join(walkthrough, 'configure.png'), { height: 460, width: 720 });

  await page.goto('about:blank');
  const commands = ['seaworthy ships api/Dockerfile', 'seaworthy check api/Dockerfile'];
  await page.setContent(terminalPage(commands.map((command) => run(command, path.join(root, 'examples')))));
  const { height } = await page.locator('pre').boundingBox();
  await page.setViewportSize({ width: 1080, height: Math.ceil(height) });
  await page.screenshot({ path: path.join(images, 'terminal.png') });
} finally {
  await workbench?.browser.close();
  await server?.stop();
  temporary.remove();
}
