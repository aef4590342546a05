import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { encodePng, drawStripes } from "../emulator/images/draw.ts";
import { refusedKinds } from "../fixtures/media/refused.ts";
import { sample } from "./support/attachments.ts";
import { castorWindow } from "./support/castorWindow.ts";
import { theQuestion, uploadedNames } from "./support/sent.ts";

const japanese = "潮汐表 十一月.txt";
const twoLines = "first line\nsecond line.txt";

describe("Files of every kind and name", () => {
  const castor = castorWindow({
    settings: { "castor.attachments.inlineLimit": 0 },
    prepare: async (folder) => {
      await writeFile(path.join(folder, japanese), "満潮は六時。\n");
      // Windows knows no such names.
      if (process.platform !== "win32") await writeFile(path.join(folder, twoLines), "one\ntwo\nthree\n");
    },
  });

  describe("are refused with what they are and what would work:", () => {
    before(() => castor.files.drop(refusedKinds.map((kind) => ({ ...kind, type: "" }))));
    after(async () => {
      for (const { name } of refusedKinds) await castor.files.remove(name);
    });
    for (const { name, says } of refusedKinds) {
      it(`${name} ${says}`, async () => {
        await castor.files.failed(name).getByText(`${name} ${says}`, { exact: true }).waitFor();
      });
    }

    it("and what can be read goes through", async () => {
      await castor.workbench.screenshot("files-refused");
      await castor.files.drop([await sample("module.ts", "")]);
      await castor.files.ready("module.ts").waitFor();
      await castor.chat.converse("What does it say?");
      await castor.chat.answer
        .getByText(/A text of 2 lines and \d+ words; it begins: “\/\*\* Knots/)
        .waitFor();
      assert.deepEqual(uploadedNames(castor.emulator), ["module.ts"]);
      assert.equal(await castor.files.chips.count(), refusedKinds.length);
    });
  });

  describe("keep their names on the chip, on the server and in the conversation:", () => {
    it(japanese, async () => {
      await castor.files.complete("潮汐", japanese);
      await castor.files.ready(japanese).waitFor();
      await castor.chat.converse("When is high water?");
      assert.deepEqual(uploadedNames(castor.emulator), [japanese]);
      await castor.chat.messages.nth(-2).getByRole("button", { name: japanese }).waitFor();
      await castor.chat.answer
        .getByText(`${japanese}: A text of 1 line and 1 word; it begins: “満潮は六時。”`)
        .waitFor();
      await castor.workbench.screenshot("files-japanese");
    });

    it("one with a line break, which is a blank wherever it is shown", async () => {
      if (process.platform === "win32") return;
      const shown = twoLines.replace("\n", " ");
      // From the Explorer: VS Code's search for files takes the two lines for two names.
      await castor.workbench.explorerContextMenu([twoLines], "Attach Files to the Chat…");
      await castor.files.ready(shown).waitFor();
      await castor.chat.converse("How many words?");
      assert.deepEqual(uploadedNames(castor.emulator), [shown]);
      await castor.chat.messages.nth(-2).getByRole("button", { name: shown }).waitFor();
      await castor.chat.answer.getByText(`${shown}: A text of 3 lines and 3 words`).waitFor();
      await castor.workbench.screenshot("files-line-break");
    });
  });

  it("are twenty different images at once, each seen as what it is", async () => {
    await castor.workbench.runCommand("Castor: New Chat");
    const images = Array.from({ length: 20 }, (_, index) => stripes(index));
    await castor.files.drop(images);
    for (const { name } of images) await castor.files.ready(name).waitFor();
    await castor.workbench.screenshot("files-twenty");
    await castor.chat.converse("What is on them?");
    await castor.chat.answer.getByRole("heading", { name: "What the 20 pictures show" }).waitFor();
    const said = await castor.chat.answer.getByRole("listitem").allInnerTexts();
    images.forEach(({ name, width, height, color }) => {
      const fact = `${name}: A PNG image of ${width} × ${height} pixels, mostly ${color} and black`;
      assert.equal(said.filter((line) => line.startsWith(fact)).length, 1, `${fact}\n${said.join("\n")}`);
    });
    const parts = theQuestion(castor.emulator).contents?.at(-1)?.parts ?? [];
    assert.equal(new Set(parts.flatMap(({ fileData }) => fileData?.fileUri ?? [])).size, 20);
    await castor.workbench.screenshot("files-twenty-sent");
  });
});

const colors = {
  red: [214, 38, 32],
  green: [40, 150, 60],
  blue: [32, 68, 200],
  yellow: [245, 215, 40],
} as const;

/** One of as many pictures as there are numbers, of which no two have the same size. */
function stripes(index: number) {
  const name = (["red", "green", "blue", "yellow"] as const)[index % 4] ?? "red";
  const [width, height] = [40 + index, 30 + 2 * index];
  const picture = drawStripes(width, height, [
    [colors[name], 3],
    [[0, 0, 0], 1],
  ]);
  return {
    name: `stripes-${index + 1}.png`,
    type: "image/png",
    bytes: encodePng(picture),
    width,
    height,
    color: name,
  };
}
