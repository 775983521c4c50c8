// What a person does in the workbench: keys and mouse, and waiting for what the eye would wait for.
import { existsSync, mkdirSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { root } from './workbench.mjs';

const PATIENCE = 45_000;

/** Packs the extension as it is published; returns the file. */
export function packExtension() {
  const vsix = path.join(root, '.cache/vscode-test/seaworthy.vsix');
  mkdirSync(path.dirname(vsix), { recursive: true });
  const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
  execFileSync(
    process.execPath,
    [vsce, 'package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--skip-license', '-o', vsix],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      encoding: 'utf8',
    },
  );
  if (!existsSync(vsix)) throw new Error('vsce made no file');
  return vsix;
}

/** Asks until there is an answer. */
export async function until(what, ask, patience = PATIENCE) {
  const end = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`timed out: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

export class Person {
  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.page = page;
  }

  /** Presses until it shows: on a busy workbench a key can get lost, or what it opened can be closed again by something else. */
  async pressUntil(key, what, tries = 6) {
    for (let i = 1; ; i++) {
      await this.page.keyboard.press(key);
      try {
        return await what.waitFor({ timeout: 4000 });
      } catch (error) {
        if (i === tries) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  explorerRow(name) {
    return this.page.locator('.explorer-viewlet .monaco-list-row', { has: this.page.getByText(name, { exact: true }) });
  }

  /** Opens a file by way of the explorer, folder by folder. */
  async openFile(file) {
    const names = file.split('/');
    for (const [i, name] of names.entries()) {
      const row = this.explorerRow(name).first();
      await row.waitFor({ timeout: 90_000 });
      if (i === names.length - 1) await row.dblclick();
      else if ((await row.getAttribute('aria-expanded')) !== 'true') await row.click();
    }
    await this.page.locator('.tab.active', { hasText: names.at(-1) }).waitFor({ timeout: PATIENCE });
  }

  /** Opens a file by its path, where the explorer shows more than one of its name. */
  async goToFile(file) {
    const box = this.page.locator('.quick-input-widget input').first();
    await this.pressUntil('Control+P', box);
    await box.fill(file);
    const [name, folder] = [path.basename(file), path.dirname(file)];
    const row = this.page.locator('.quick-input-widget .monaco-list-row', { hasText: name }).filter({ hasText: folder }).first();
    await row.waitFor({ timeout: PATIENCE });
    await row.click();
    await this.page.locator('.tab.active', { hasText: name }).waitFor({ timeout: PATIENCE });
  }

  line(text) {
    return this.page.locator('.editor-instance .view-line', { hasText: text }).first();
  }

  squiggle(severity = 'warning') {
    return this.page.locator(`.squiggly-${severity}`).first();
  }

  /** Squiggles are behind the text, so for Playwright they are never "visible". */
  async seeSquiggle(severity) {
    await this.squiggle(severity).waitFor({ state: 'attached', timeout: PATIENCE });
  }

  problem(text) {
    return this.page.locator('.markers-panel .monaco-list-row', { hasText: text }).first();
  }

  async openProblems() {
    if (!(await this.page.locator('.markers-panel').isVisible())) await this.page.keyboard.press('Control+Shift+M');
    await this.page.locator('.markers-panel .monaco-list-row').first().waitFor({ timeout: PATIENCE });
  }

  /** The place of a word of a line, in pixels of the page. */
  async wordAt(lineText, word) {
    await this.line(lineText).waitFor({ timeout: PATIENCE });
    const place = await this.line(lineText).evaluate((element, wanted) => {
      // Colors cut a line into many pieces, and blanks are drawn as no-break spaces.
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      const nodes = [];
      while (walker.nextNode()) nodes.push(walker.currentNode);
      const text = nodes.map((node) => node.nodeValue).join('');
      const at = text.replaceAll('\u00a0', ' ').indexOf(wanted);
      if (at < 0) return undefined;
      const range = document.createRange();
      let offset = 0;
      for (const node of nodes) {
        const end = offset + node.nodeValue.length;
        if (offset <= at && at < end) range.setStart(node, at - offset);
        if (offset < at + wanted.length && at + wanted.length <= end) range.setEnd(node, at + wanted.length - offset);
        offset = end;
      }
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }, word);
    if (!place) throw new Error(`no "${word}" in the line "${lineText}"`);
    return place;
  }

  async clickWord(lineText, word) {
    const { x, y } = await this.wordAt(lineText, word);
    await this.page.mouse.click(x, y);
  }

  /** Rests the mouse on a word until the hover with this text is there. */
  async hoverWord(lineText, word, text) {
    const hover = this.page.locator('.monaco-hover:visible', { hasText: text }).first();
    await until(`a hover with "${text}"`, async () => {
      const { x, y } = await this.wordAt(lineText, word);
      await this.page.mouse.move(x + 60, y + 200);
      await this.page.mouse.move(x, y, { steps: 4 });
      return hover.waitFor({ timeout: 6000 }).then(
        () => true,
        () => false,
      );
    });
    return hover;
  }

  /** Drags the lower edge of a hover down: the editor shows 250 pixels of it, whatever it says. */
  async growHover(hover, pixels) {
    const { x, y, width, height } = await hover.boundingBox();
    await this.page.mouse.move(x + width / 2, y + height - 2, { steps: 3 });
    await this.page.mouse.down();
    await this.page.mouse.move(x + width / 2, y + height + pixels, { steps: 5 });
    await this.page.mouse.up();
  }

  /** Opens the menu of fixes on a word. The mouse leaves first, else the hover comes back and closes the menu. */
  async fixMenu(lineText, word, title) {
    await this.clickWord(lineText, word);
    await this.page.mouse.move(900, 250);
    const entry = this.page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
    await this.pressUntil('Control+.', entry);
    return entry;
  }

  /** Takes an entry of the menu by the keyboard: the mouse cannot reach through the layer that closes the menu. */
  async take(entry) {
    for (let i = 0; i < 30 && !(await entry.getAttribute('class'))?.includes('focused'); i++) await this.page.keyboard.press('ArrowDown');
    await this.page.keyboard.press('Enter');
  }

  /** Runs a command by its name in the palette. */
  async command(name) {
    const box = this.page.locator('.quick-input-widget input').first();
    await this.pressUntil('F1', box);
    await box.fill(`>${name}`);
    const row = this.page.locator('.quick-input-widget .monaco-list-row', { hasText: name }).first();
    await row.waitFor({ timeout: PATIENCE });
    await row.click();
  }

  async save() {
    await this.page.keyboard.press('Control+S');
    await this.page.locator('.tab.active:not(.dirty)').waitFor({ timeout: PATIENCE });
  }

  notifications() {
    return this.page.locator('.notification-toast').allInnerTexts();
  }
}
