import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { inflateRawSync } from "node:zlib";
import { repository } from "../host/paths.ts";
import { type Emulator, startEmulator } from "../emulator/emulator.ts";
import { launch } from "./support/launch.ts";

const run = promisify(execFile);

/** All that a package may hold. */
const allowed = [
  /^extension\.vsixmanifest$/,
  /^\[Content_Types\]\.xml$/,
  /^extension\/(package\.json|package\.nls(\.[\w-]+)?\.json|readme\.md|changelog\.md|LICENSE\.txt)$/,
  /^extension\/dist\/(exportConversation|extension|generatedFiles|transport|sniff|editing|facts|history|importConversation|makeTitle|mergeCode|oldConversations|parsePromptFile|summarize|usagePanel)\.cjs$/,
  /^extension\/dist\/webview\/(main\.(js|css)|math\.css|chunks\/[\w-]+\.js|assets\/(codicon\.ttf|KaTeX_[\w-]+\.woff2))$/,
  /^extension\/l10n\/bundle\.l10n\.[a-z-]+\.json$/,
  /^extension\/media\/([\w-]+\.svg|icon\.png|pictures\/[\w-]+\.jpg|prompts\/[a-z-]+\.md)$/,
];

describe("the package", function () {
  this.timeout(180_000);
  let folder: string;
  let vsix: string;
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator({ keys: "none" });
    folder = await mkdtemp(path.join(tmpdir(), "castor-package-"));
    vsix = path.join(folder, "castor.vsix");
    await run("npm", ["run", "package", "--", "--out", vsix], {
      cwd: repository,
      shell: process.platform === "win32",
    });
  });
  after(async () => {
    await emulator.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("holds what Castor needs and nothing else", async () => {
    const files = (await readZip(vsix)).map(({ name }) => name);
    assert.deepEqual(
      files.filter((file) => !allowed.some((pattern) => pattern.test(file))),
      [],
    );
    for (const needed of [
      "extension/dist/extension.cjs",
      "extension/dist/webview/main.js",
      "extension/readme.md",
      "extension/media/prompts/fix-this.md",
      ...["de", "fr", "es", "ja", "zh-cn"].flatMap((language) => [
        `extension/l10n/bundle.l10n.${language}.json`,
        `extension/package.nls.${language}.json`,
      ]),
    ]) {
      assert.ok(files.includes(needed), needed);
    }
    const { size } = await stat(vsix);
    console.log(`      ${files.length} files, ${Math.round(size / 1024)} KiB`);
  });

  it("holds nothing that looks like a key", async () => {
    for (const { name, content } of await readZip(vsix)) {
      assert.doesNotMatch(content.toString("latin1"), /AIza[0-9A-Za-z_-]{35}/, name);
    }
  });

  it("installs into VS Code, asks and is answered", async () => {
    const workbench = await launch({ vsix, emulator, settings: { "castor.authentication": "none" } });
    try {
      await workbench.openCastor();
      const input = workbench.panel.getByRole("textbox", { name: "Message to Gemini" });
      await input.fill("Does the package work?");
      await input.press("Enter");
      const answer = workbench.panel.getByRole("article", { name: /^Gemini/ });
      await answer.getByRole("button", { name: "Copy Answer" }).waitFor();
      assert.match(await answer.innerText(), /Does the package work\?/);
      assert.equal(
        emulator.requests.filter(({ path: asked }) => asked.endsWith(":streamGenerateContent")).length,
        1,
      );
      await workbench.screenshot("package");
    } finally {
      await workbench.close();
    }
  });
});

interface PackedFile {
  readonly name: string;
  readonly content: Buffer;
}

/** Reads a zip file by its central directory: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT */
async function readZip(file: string): Promise<readonly PackedFile[]> {
  const bytes = await readFile(file);
  const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  let at = bytes.readUInt32LE(end + 16);
  return Array.from({ length: bytes.readUInt16LE(end + 10) }, () => {
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    const data = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(data, data + bytes.readUInt32LE(at + 20));
    const isStored = bytes.readUInt16LE(at + 10) === 0;
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    return { name, content: isStored ? packed : inflateRawSync(packed) };
  });
}
