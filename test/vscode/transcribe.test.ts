import assert from "node:assert/strict";
import type { MediaPort } from "../../src/chat/ports.ts";
import { HumanError } from "../../src/base/humanError.ts";
import type { AttachmentFiles } from "../../src/host/attachmentFiles.ts";
import { prepareTranscription, transcriptionFormats } from "../../src/host/media/transcribe.ts";
import { acceptQuickPick, attachmentFolder, repositoryFile } from "./support.ts";

describe("prepareTranscription", () => {
  let store: AttachmentFiles;
  let remove: () => void;
  before(async () => {
    ({ store, remove } = await attachmentFolder());
  });
  after(() => remove());

  const sample = (name: string) => repositoryFile(`test/fixtures/media/${name}`);

  function deliveryOf(...parts: Awaited<ReturnType<MediaPort["partsFor"]>>): MediaPort {
    return { partsFor: () => Promise.resolve(parts), forget: () => Promise.resolve(0) };
  }

  const sound = { fileData: { fileUri: "files/a", mimeType: "audio/mpeg" } };

  it("offers Markdown with times, and SRT into a document that is no program", () => {
    const [markdown, srt, ...others] = transcriptionFormats();
    assert.deepEqual(others, []);
    assert.equal(markdown?.languageId, "markdown");
    assert.match(markdown.prompt, /Markdown.*\[mm:ss\].*Write nothing but the transcript\.$/);
    assert.equal(srt?.languageId, "plaintext");
    assert.match(srt.prompt, /SRT.*00:00:01,000 --> 00:00:04,000.*Write nothing but the subtitles\.$/);
  });

  for (const name of ["tones.mp3", "screen.mp4"]) {
    it(`asks for what is heard in ${name}, the recording before the words`, async () => {
      const uri = await sample(name);
      const delivery = deliveryOf(sound);
      const question = await acceptQuickPick(prepareTranscription(uri, { store, delivery }));
      assert.equal(question?.languageId, "markdown");
      assert.deepEqual(question.parts, [sound, { text: transcriptionFormats()[0]?.prompt }]);
    });
  }

  it("refuses what has no sound, by name", async () => {
    const uri = await sample("report.pdf");
    await assert.rejects(
      prepareTranscription(uri, { store, delivery: deliveryOf(sound) }),
      (error: unknown) => {
        assert.ok(error instanceof HumanError);
        assert.equal(error.message, "report.pdf has no sound to transcribe. Choose a recording or a video.");
        return true;
      },
    );
  });

  it("asks nothing where the recording is gone by then", async () => {
    const delivery = deliveryOf(undefined);
    const uri = await sample("tones.mp3");
    assert.equal(await acceptQuickPick(prepareTranscription(uri, { store, delivery })), undefined);
  });

  it("passes on what fails on the way", async () => {
    const delivery: MediaPort = {
      partsFor: () => Promise.reject(new Error("cut")),
      forget: () => Promise.resolve(0),
    };
    const uri = await sample("tones.mp3");
    await assert.rejects(acceptQuickPick(prepareTranscription(uri, { store, delivery })), /cut/);
  });
});
