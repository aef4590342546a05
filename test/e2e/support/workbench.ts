import axeCore, { type AxeResults } from "axe-core";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { errors, type ElementHandle, type FrameLocator, type Locator, type Page } from "playwright-core";
import { cacheFolder } from "../../host/paths.ts";
import { writeSettings, type Settings } from "../../host/profile.ts";
import { openContext } from "./browser.ts";
import { Explorer } from "./explorer.ts";
import { killExtensionHosts } from "./extensionHosts.ts";
import type { LastingProfile } from "./launch.ts";
import { openWorkbenches } from "./openWorkbenches.ts";
import { QuickInput, startsWith } from "./quickInput.ts";
import { themeClasses, themeLabels, themeSettings, type Theme } from "./themes.ts";
import { castorInEditor, castorInSideBar } from "./webviews.ts";

interface WorkbenchParts {
  readonly profile: LastingProfile;
  readonly settings: Settings;
  /** The process group of its VS Code. */
  readonly server: number;
  readonly cleanUp: () => Promise<void>;
}

/** A VS Code window as a person uses it. Every method waits until what it does has happened. */
export class Workbench {
  readonly page: Page;
  readonly explorer: Explorer;
  readonly quick: QuickInput;
  /** Everything the page and its webviews wrote to the console, CSP violations included. */
  readonly console: { readonly type: string; readonly text: string }[] = [];
  readonly #parts: WorkbenchParts;
  #settings: Settings;

  constructor(page: Page, parts: WorkbenchParts) {
    this.page = page;
    this.explorer = new Explorer(page);
    this.quick = new QuickInput(page);
    this.#parts = parts;
    this.#settings = parts.settings;
    page.on("console", (message) => this.console.push({ type: message.type(), text: message.text() }));
    openWorkbenches.add(this);
  }

  /** The opened folder. */
  get folder(): string {
    return this.#parts.profile.workspace;
  }

  /** The folder in which VS Code keeps settings and what extensions store. */
  get profile(): string {
    return this.#parts.profile.folder;
  }

  /** Castor's page in the side bar; finds it anew each time, so it outlives hiding, moving and reloading. */
  get panel(): FrameLocator {
    return this.page.frameLocator(castorInSideBar).frameLocator("#active-frame");
  }

  /** Castor's page in an editor tab. */
  get editorPanel(): FrameLocator {
    return this.page.frameLocator(castorInEditor).frameLocator("#active-frame");
  }

  /** Castor's icon in the activity bar. */
  get activityItem(): Locator {
    return this.page.locator(".activitybar").getByRole("tab", { name: "Castor" });
  }

  async ready(): Promise<void> {
    await this.page.locator(".monaco-workbench .statusbar").waitFor();
    await this.activityItem.waitFor();
  }

  async openCastor(): Promise<void> {
    const open = this.activityItem.and(this.page.locator('[aria-selected="true"]'));
    // A window that comes up may open the view itself before the click, which then closes it again.
    while (!(await open.isVisible())) {
      await this.activityItem.click();
      await open.waitFor({ timeout: 5000 }).catch(timedOut);
    }
    await this.panel.locator("body").waitFor();
  }

  /** Runs a command from the palette by its full title, such as "Castor: New Chat". */
  async runCommand(title: string): Promise<void> {
    await this.quick.run("F1", `>${title}`, title);
  }

  /** Drags the side bar's edge until it is so many pixels wide. */
  async narrowSideBar(width: number): Promise<void> {
    const bar = await this.page.locator(".part.sidebar").boundingBox();
    const edge = (bar?.x ?? 0) + (bar?.width ?? 0);
    await this.page.mouse.move(edge, 400);
    // VS Code lets a sash be taken only after the pointer has rested on it.
    await this.page.locator(".monaco-sash.vertical.hover").waitFor();
    await this.page.mouse.down();
    await this.page.mouse.move((bar?.x ?? 0) + width, 400, { steps: 4 });
    await this.page.mouse.up();
  }

  /** Opens a file of the workspace by name and waits for its tab. */
  async openFile(name: string): Promise<void> {
    const tab = this.tab(name);
    // The list may be drawn anew under the click, which then takes another file of it.
    for (let attempt = 0; attempt < 3 && !(await tab.isVisible()); attempt++) {
      await this.quick.run("Control+P", name, name);
      await tab.waitFor({ timeout: 10_000 }).catch(timedOut);
    }
    await tab.waitFor();
  }

  /** The active tab with that label. */
  tab(name: string): Locator {
    return this.page.locator(".tabs-container .tab.active").filter({ hasText: name });
  }

  /** The text editor that has, or had last, the focus. */
  get editor(): Locator {
    return this.page.locator(".editor-group-container.active .monaco-editor").first();
  }

  /** Puts the cursor into the active text editor, at a 1-based line and column. */
  async goTo(line: number, column = 1): Promise<void> {
    await this.quick.run(
      "Control+G",
      `:${line}:${column}`,
      `Press 'Enter' to go to line ${line} at column ${column}.`,
    );
    await this.page
      .locator("#status\\.editor\\.selection", { hasText: `Ln ${line}, Col ${column}` })
      .waitFor();
  }

  /** Right-clicks where the cursor is in the active text editor. */
  async editorContextMenu(item: string): Promise<void> {
    await this.editor.locator(".cursor").first().click({ button: "right", force: true });
    await this.pickMenuItem(item);
  }

  /** Selects files of the workspace in the Explorer and picks an item of their context menu. */
  async explorerContextMenu(files: readonly string[], item: string): Promise<void> {
    await this.explorer.openContextMenu(files);
    await this.pickMenuItem(item);
  }

  /** Picks from the context menu that is open, or about to open. */
  async pickMenuItem(name: string): Promise<void> {
    const menu = this.page.locator(".monaco-menu");
    const item = menu.getByRole("menuitem", { name: startsWith(name) });
    await item.hover();
    // A menu does not take a click that follows its opening at once; Enter it takes on the item that has the focus.
    await this.page.keyboard.press("Enter");
    // A closing menu gives the focus back and would close whatever is opened before that.
    await menu.waitFor({ state: "hidden" });
  }

  /** Answers the question at the top of the window that is open, or about to open. */
  async quickInput(text: string): Promise<void> {
    await this.quick.answer(text);
  }

  /** The notification with that text, once it is shown; its buttons are inside. */
  async notification(text: string | RegExp): Promise<Locator> {
    const found = this.page.locator(".notification-list-item").filter({ hasText: text }).first();
    await found.waitFor();
    return found;
  }

  /** The modal dialog with that text, once it is shown. */
  async dialog(text: string | RegExp): Promise<Locator> {
    const found = this.page.locator(".monaco-dialog-box").filter({ hasText: text });
    await found.waitFor();
    return found;
  }

  /** A second window on the same folder; closing it leaves VS Code alone. Both are seen: it is no tab behind this one. */
  async openAnother(): Promise<Workbench> {
    const context = await openContext({ viewport: this.page.viewportSize() });
    const page = await context.newPage();
    const other = new Workbench(page, { ...this.#parts, cleanUp: () => context.close() });
    await page.goto(this.page.url());
    await other.ready();
    return other;
  }

  /** Kills the extension hosts of all its windows, which hear nothing of it before. */
  async killExtensionHosts(): Promise<number> {
    return killExtensionHosts(this.#parts.server);
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** Changes user settings; VS Code takes them over by a reload. */
  async changeSettings(settings: Settings): Promise<void> {
    this.#settings = { ...this.#settings, ...settings };
    await writeSettings(this.#parts.profile.folder, this.#settings);
    await this.reload();
  }

  async setTheme(theme: Theme): Promise<void> {
    this.#settings = { ...this.#settings, ...themeSettings(theme) };
    await this.runCommand("Preferences: Color Theme");
    await this.quick.answer(themeLabels[theme]);
    await this.page.locator(`.monaco-workbench.${themeClasses[theme]}`).waitFor();
  }

  /** A picture of the window in .vscode-test/screenshots/. */
  async screenshot(name: string): Promise<void> {
    const folder = path.join(cacheFolder, "screenshots");
    await mkdir(folder, { recursive: true });
    await this.page.screenshot({ path: path.join(folder, `${name}.png`) });
  }

  /** What axe finds wrong in Castor's page, one line per rule and element; nothing is good. */
  async axe(frame: FrameLocator = this.panel): Promise<readonly string[]> {
    const body = await frame.locator("body").elementHandle();
    const page = await body.ownerFrame();
    if (!page) throw new Error("The page to examine is not there.");
    await page.evaluate(axeCore.source);
    await page.evaluate(
      (color) => document.documentElement.style.setProperty("background-color", color),
      await this.#colorBehind(body),
    );
    const results = await page.evaluate<AxeResults>("axe.run()");
    await page.evaluate(() => document.documentElement.style.removeProperty("background-color"));
    return results.violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html}\n  ${failureSummary}`),
    );
  }

  /** The colour that a page without one of its own is seen on. */
  async #colorBehind(body: ElementHandle): Promise<string> {
    const box = await body.boundingBox();
    return this.page.evaluate(
      ({ x, y }) => {
        const colors = document
          .elementsFromPoint(x, y)
          .map((element) => getComputedStyle(element).backgroundColor);
        return colors.find((color) => /^rgb\(|, 1\)$/.test(color)) ?? "";
      },
      { x: (box?.x ?? 0) + 5, y: (box?.y ?? 0) + 5 },
    );
  }

  /** Closes the window and ends its VS Code; a lasting profile stays. */
  async close(): Promise<void> {
    openWorkbenches.delete(this);
    await this.page.close();
    await this.#parts.cleanUp();
  }
}

function timedOut(error: unknown): void {
  if (!(error instanceof errors.TimeoutError)) throw error;
}
