import assert from "node:assert/strict";
import { HumanError } from "../../src/base/humanError.ts";
import type { AttachmentFiles } from "../../src/host/attachmentFiles.ts";
import { createPromptFiles } from "../../src/host/media/promptFiles.ts";
import { attachmentFolder, repositoryFile, sampleFile } from "./support.ts";

const sent = { inlineData: { mimeType: "image/png", data: "AAAA" } };

describe("Files for commands", () => {
  let store: AttachmentFiles;
  let remove: () => void;
  before(async () => {
    ({ store, remove } = await attachmentFolder());
  });
  after(() => remove());

  function files() {
    const delivery = { partsFor: () => Promise.resolve([sent]), forget: () => Promise.resolve(0) };
    return createPromptFiles({ store, delivery });
  }

  it("are attached to what is asked, media under their names where there are several", async () => {
    const uris = [sampleFile("package.json"), await repositoryFile("test/fixtures/images/flag.png")];
    const { prompt } = await files().message(uris, "Compare.", "any");
    const words = prompt.flatMap((part) => (part.type === "text" ? [part.text] : []));
    assert.deepEqual(words, ["flag.png", "Compare."]);
    assert.equal(prompt.filter(({ type }) => type === "file").length, 2);
  });

  it("must be images for a command that takes images", async () => {
    const isRefusal = (error: unknown) =>
      error instanceof HumanError &&
      error.message === "package.json is no image that Gemini sees. Choose another file.";
    await assert.rejects(files().message([sampleFile("package.json")], "Describe.", "image"), isRefusal);
    await assert.rejects(files().image(sampleFile("package.json")), isRefusal);
  });

  it("are brought as they are sent, for what is written of an image", async () => {
    assert.deepEqual(await files().image(await repositoryFile("test/fixtures/images/flag.png")), [sent]);
  });
});
