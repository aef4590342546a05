import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { parsePromptFile } from "../../../src/editor/prompts/parsePromptFile.lazy.ts";
import { sourceStrings } from "./sourceStrings.ts";

const root = path.resolve(import.meta.dirname, "../../..");
const languages = ["de", "es", "fr", "ja", "zh-cn"];

type Bundle = Readonly<Record<string, string>>;

function readBundle(file: string): Bundle {
  return JSON.parse(readFileSync(path.join(root, file), "utf8")) as Bundle;
}

/** What the commands that come with Castor say to a person. */
function promptTexts(): readonly string[] {
  return globSync("media/prompts/*.md", { cwd: root }).flatMap((file) => {
    const { prompt } = parsePromptFile(readFileSync(path.join(root, file), "utf8"));
    assert.ok(prompt, file);
    return prompt.asks === "" ? [prompt.name] : [prompt.name, prompt.asks];
  });
}

function placeholders(text: string): readonly string[] {
  return [...new Set(text.match(/\{\d+\}/g))].toSorted();
}

/** What a translator must leave as it is: code between backticks, which the title of a command is not. */
function codeSpans(text: string): readonly string[] {
  return [...text.matchAll(/`([^`]*)`/g)]
    .map(([, code = ""]) => code)
    .filter((code) => /^[\w.:/-]+$/.test(code))
    .toSorted();
}

const source = sourceStrings(root, ["src", "media"]);
const texts = new Set([...source.texts, ...promptTexts()]);
const manifestText = readFileSync(path.join(root, "package.json"), "utf8");
const manifestKeys = new Set([...manifestText.matchAll(/"%([\w.]+)%"/g)].map(([, key = ""]) => key));
const english = readBundle("package.nls.json");

describe("words", () => {
  it("are given to be translated as they stand in the source, where they can be collected", () => {
    // The names of the commands in files, which the files themselves hold.
    const fromFiles = ["src/editor/prompts/promptFolder.ts: t(prompt.name)"];
    fromFiles.push("src/editor/prompts/promptFolder.ts: t(prompt.asks)");
    assert.deepEqual(source.unreadable, fromFiles);
  });

  it("of the manifest are all in package.nls.json, and no others", () => {
    assert.deepEqual(Object.keys(english).toSorted(), [...manifestKeys].toSorted());
  });

  it("have the languages that Castor speaks, in both places", () => {
    const bundles = globSync("l10n/*", { cwd: root }).map((file) => path.basename(file));
    assert.deepEqual(
      bundles.toSorted(),
      languages.map((language) => `bundle.l10n.${language}.json`),
    );
    assert.deepEqual(
      globSync("package.nls.*.json", { cwd: root }).toSorted(),
      languages.map((language) => `package.nls.${language}.json`),
    );
  });

  for (const language of languages) {
    const bundle = readBundle(`l10n/bundle.l10n.${language}.json`);
    const nls = readBundle(`package.nls.${language}.json`);

    it(`are all translated in ${language}, and none that is no longer said`, () => {
      const missing = [...texts].filter((text) => !Object.hasOwn(bundle, text));
      assert.deepEqual(missing, [], `l10n/bundle.l10n.${language}.json lacks these`);
      const unused = Object.keys(bundle).filter((text) => !texts.has(text));
      assert.deepEqual(unused, [], `nothing says these of l10n/bundle.l10n.${language}.json`);
      assert.deepEqual(Object.keys(nls), Object.keys(english), `package.nls.${language}.json`);
    });

    it(`stand in the order of their English in ${language}`, () => {
      assert.deepEqual(Object.keys(bundle), Object.keys(bundle).toSorted());
    });

    it(`keep in ${language} what is filled in, and what is code`, () => {
      const pairs = [
        ...Object.entries(bundle),
        ...Object.entries(nls).map(([key, text]) => [english[key] ?? "", text] as const),
      ];
      for (const [original, text] of pairs) {
        assert.deepEqual(placeholders(text), placeholders(original), original);
        assert.deepEqual(codeSpans(text), codeSpans(original), original);
        assert.equal(text.trim() === "", false, original);
      }
    });
  }
});
