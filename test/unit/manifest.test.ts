import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

interface MenuItem {
  readonly command: string;
  /** In the place of a command. */
  readonly submenu?: string;
  readonly when?: string;
}

interface Setting {
  readonly type: string | readonly string[];
  readonly scope?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly enumDescriptions?: readonly string[];
  readonly pattern?: string;
  readonly markdownDescription?: string;
}

interface Manifest {
  readonly main: string;
  readonly engines: { readonly vscode: string };
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly activationEvents: readonly string[];
  readonly extensionKind: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: unknown;
      readonly description: string;
      readonly restrictedConfigurations: readonly string[];
    };
    readonly virtualWorkspaces: unknown;
  };
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly icon?: string;
    }[];
    readonly menus: Readonly<Record<string, readonly MenuItem[]>>;
    readonly submenus: readonly { readonly id: string; readonly label: string }[];
    readonly keybindings: readonly (MenuItem & { readonly key: string })[];
    readonly viewsContainers: Readonly<Record<string, readonly { readonly icon: string }[]>>;
    readonly configuration: readonly { readonly properties: Readonly<Record<string, Setting>> }[];
  };
}

const root = path.resolve(import.meta.dirname, "../..");
const readJson = (name: string): unknown => JSON.parse(readFileSync(path.join(root, name), "utf8"));

const text = readFileSync(path.join(root, "package.json"), "utf8");
const manifest = JSON.parse(text) as Manifest;
const words = readJson("package.nls.json") as Readonly<Record<string, string>>;
const { commands, menus, submenus, keybindings, viewsContainers, configuration } = manifest.contributes;
const settings = Object.entries(
  Object.assign({}, ...configuration.map(({ properties }) => properties)) as Record<string, Setting>,
);
/** Commands that a menu offers for a file of that name, or in the preview of that kind. */
function offered(menu: string, extension: string, preview = ""): readonly string[] {
  const holds = (term: string): boolean => {
    const [, pattern] = /^resourceExtname =~ \/(.+)\/i$/.exec(term) ?? [];
    return (
      term === "isFileSystemResource" ||
      term === "!explorerResourceIsFolder" ||
      term === `webviewId == '${preview}'` ||
      term === `activeCustomEditorId == '${preview}'` ||
      (pattern !== undefined && new RegExp(pattern, "i").test(extension))
    );
  };
  return (menus[menu] ?? [])
    .filter(({ when = "" }) => when.split(" || ").some(holds))
    .map(({ command }) => command.replace("castor.", ""))
    .toSorted();
}

const kindsOfFiles = [
  ["describeImage", [".png", ".JPG", ".jpeg", ".webp", ".gif", ".heic", ".heif", ".avif"]],
  ["describeVideo transcribe", [".mp4", ".m4v", ".MOV", ".webm", ".mpeg", ".mpg", ".avi", ".flv", ".wmv"]],
  ["summarizeAudio transcribe", [".mp3", ".wav", ".flac", ".aac", ".ogg", ".opus", ".m4a", ".aif", ".AIFF"]],
  ["summarizePdf", [".pdf", ".PDF"]],
  ["", [".ts", ".svg", ".zip", ""]],
] as const;

const previews = [
  ["imagePreview.previewEditor", "describeImage", ""],
  ["vscode.videoPreview", "describeVideo", "transcribe"],
  ["vscode.audioPreview", "summarizeAudio", "transcribe"],
] as const;

const list = (...words: readonly string[]) => words.join(" ").trim().split(" ").toSorted();

const named = new Set(commands.map(({ command }) => command));

describe("the manifest", () => {
  it("shows and binds only commands that it has, each of them once", () => {
    const items = Object.values(menus)
      .flat()
      .filter(({ submenu }) => submenu === undefined);
    const shown = [...items, ...keybindings].map(({ command }) => command);
    assert.deepEqual(
      shown.filter((command) => !named.has(command)),
      [],
    );
    assert.equal(named.size, commands.length);
    for (const command of named) assert.match(command, /^castor\.[a-z][A-Za-z]*$/);
  });

  it("opens only submenus that it has, with something in each", () => {
    const opened = Object.values(menus)
      .flat()
      .flatMap(({ submenu }) => submenu ?? []);
    assert.deepEqual(opened.toSorted(), submenus.map(({ id }) => id).toSorted());
    for (const { id, label } of submenus) {
      assert.match(label, /^%[\w.]+%$/, id);
      assert.ok((menus[id] ?? []).length > 0, id);
    }
  });

  for (const [menu, always] of [
    ["explorer/context", "askAboutFile attachFiles runFileCommand"],
    ["editor/title/context", "askAboutFile attachFiles"],
  ] as const) {
    it(`offers in ${menu} what can be done with each kind of file, and nothing else`, () => {
      for (const [actions, extensions] of kindsOfFiles)
        for (const extension of extensions)
          assert.deepEqual(offered(menu, extension), list(always, actions).filter(Boolean), extension);
    });
  }

  it("offers the same inside of VS Code's own previews, and the main one as a button", () => {
    for (const [id, main, other] of previews) {
      const expected = list("askAboutFile", main, other).filter(Boolean);
      assert.deepEqual(offered("webview/context", "", id), expected, id);
      assert.deepEqual(offered("editor/title", "", id), [main], id);
    }
    assert.deepEqual(offered("webview/context", "", "castor.chat"), []);
  });

  it("binds keys only where they take nothing away elsewhere", () => {
    for (const { command, when } of keybindings) assert.match(when ?? "", /editorTextFocus/, command);
  });

  it("has words for every placeholder and no others", () => {
    const used = [...text.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key ?? "");
    assert.deepEqual(Object.keys(words).toSorted(), [...new Set(used)].toSorted());
    for (const [key, value] of Object.entries(words)) assert.notEqual(value.trim(), "", key);
  });

  it("leaves no title, description or enum value without a placeholder", () => {
    const placeholder = /^%[\w.]+%$/;
    for (const { command, title } of commands) assert.match(title, placeholder, command);
    for (const [name, { markdownDescription, enum: values, enumDescriptions }] of settings) {
      assert.match(markdownDescription ?? "", placeholder, name);
      assert.equal(enumDescriptions?.length, values?.length, name);
      for (const description of enumDescriptions ?? []) assert.match(description, placeholder, name);
    }
  });

  it("gives every setting a default that the setting itself allows", () => {
    for (const [name, { type, default: value, enum: values, pattern }] of settings) {
      assert.notEqual(value, undefined, name);
      const actual = value === null ? "null" : Number.isInteger(value) ? "integer" : typeof value;
      assert.ok([type].flat().includes(actual), `${name} is ${actual}`);
      assert.ok(values?.includes(value) ?? true, name);
      if (pattern !== undefined) assert.match(String(value), new RegExp(pattern), name);
    }
  });

  it("lets no workspace redirect the key, wait for ever or write what was said into a log", () => {
    const mayNot = /^castor\.(endpoint|apiVersion|endpointLabel|authentication|timeout\.\w+|log\.content)$/;
    const guarded = settings.filter(([name]) => mayNot.test(name));
    assert.equal(guarded.length, 7);
    for (const [name, { scope }] of guarded) assert.equal(scope, "machine", name);
  });

  it("has no setting that looks like a place for a key", () => {
    const suspicious = settings.filter(([name]) => /key|token|secret|password|credential/i.test(name));
    assert.deepEqual(suspicious, []);
  });

  it("says what a restricted workspace may not set, and runs in virtual ones", () => {
    const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
    assert.equal(untrustedWorkspaces.supported, "limited");
    assert.equal(untrustedWorkspaces.description, "%capabilities.untrusted%");
    const names = settings.map(([name]) => name);
    for (const name of untrustedWorkspaces.restrictedConfigurations) assert.ok(names.includes(name), name);
    for (const name of ["castor.systemInstruction", "castor.model"])
      assert.ok(untrustedWorkspaces.restrictedConfigurations.includes(name), name);
    assert.equal(virtualWorkspaces, true);
    assert.deepEqual(manifest.extensionKind, ["ui", "workspace"]);
  });

  it("uses no proposed API, and none newer than the VS Code it asks for", () => {
    assert.ok(!("enabledApiProposals" in manifest));
    const floor = /^\^(\d+\.\d+)\.0$/.exec(manifest.engines.vscode)?.[1];
    assert.equal(manifest.devDependencies["@types/vscode"], `~${floor}.0`);
    const installed = readJson("node_modules/@types/vscode/package.json") as { readonly version: string };
    assert.ok(installed.version.startsWith(`${floor}.`));
  });

  it("waits for VS Code to be up before it starts", () => {
    assert.deepEqual(manifest.activationEvents, ["onStartupFinished"]);
  });

  it("points to pictures that are there", () => {
    const icons = Object.values(viewsContainers).flat();
    assert.equal(icons.length, 2);
    for (const { icon } of icons) assert.ok(existsSync(path.join(root, icon)), icon);
    for (const { command, icon = "$(key)" } of commands) assert.match(icon, /^\$\([a-z-]+\)$/, command);
  });

  it("comes with a README whose pictures and pages are there", () => {
    const readme = readFileSync(path.join(root, "README.md"), "utf8");
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = ""]) => link);
    assert.ok(links.some((link) => link.startsWith("media/pictures/")));
    for (const link of links) assert.ok(existsSync(path.join(root, link)), link);
  });
});
