import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { GoogleGenAI, createPartFromUri } from "@google/genai";
import { GoogleGenerativeAI } from "@google/generative-ai";
import { FileState, GoogleAIFileManager } from "@google/generative-ai/server";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";

const sample = (name: string) => fileURLToPath(new URL(`../../fixtures/media/${name}`, import.meta.url));

/** Both of Google's clients bring files to the emulator, and find them to be what they know. */
describe("emulator's files, judged by", () => {
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator({ keys: ["right-key"] });
  });
  after(() => emulator.close());

  describe("@google/genai", () => {
    const model = "gemini-flash-latest";
    const client = (apiKey = "right-key") =>
      new GoogleGenAI({ apiKey, httpOptions: { baseUrl: emulator.url, apiVersion: "v1beta" } });

    it("come from a path, are waited for, used, listed and deleted", async () => {
      const { files, models } = client();
      const config = { mimeType: "video/mp4", displayName: "A bug" };
      const uploaded = await files.upload({ file: sample("screen.mp4"), config });
      assert.equal(uploaded.state, "PROCESSING");
      const name = uploaded.name ?? "";
      await files.get({ name });
      const active = await files.get({ name });
      assert.deepEqual(
        [active.state, active.displayName, active.videoMetadata],
        ["ACTIVE", "A bug", { videoDuration: "4s" }],
      );
      const contents = [createPartFromUri(active.uri ?? "", "video/mp4"), "Describe"];
      const { text, usageMetadata } = await models.generateContent({ model, contents });
      assert.match(text ?? "", /\*\*A bug:\*\* An MP4 video of 4\.\d seconds and 320 × 200 pixels/);
      assert.ok((usageMetadata?.promptTokensDetails?.length ?? 0) >= 3);
      const names: (string | undefined)[] = [];
      for await (const each of await files.list({ config: { pageSize: 1 } })) {
        names.push(each.name);
      }
      assert.ok(names.includes(name));
      await files.delete({ name });
      await assert.rejects(files.get({ name }), { status: 404 });
    });

    it("come from a Blob", async () => {
      const file = new Blob([readFileSync(sample("tones.wav"))], { type: "audio/wav" });
      const { name = "", sizeBytes } = await client().files.upload({ file });
      assert.equal(sizeBytes, "64044");
      await client().files.delete({ name });
    });

    it("come in pieces of 8 MiB", async () => {
      const file = new Blob([Buffer.alloc(9 * 2 ** 20, 32)], { type: "text/plain" });
      const { name = "" } = await client().files.upload({ file });
      const sent = emulator.requests
        .filter(({ query }) => query.has("upload_id"))
        .slice(-2)
        .map(({ bytesReceived }) => bytesReceived);
      assert.deepEqual(sent, [8 * 2 ** 20, 2 ** 20]);
      await client().files.delete({ name });
    });

    it("are refused in words", async () => {
      const refused = client("wrong-key").files.upload({ file: sample("tones.mp3") });
      await assert.rejects(refused, /API_KEY_INVALID|API key not valid/);
      await assert.rejects(client().files.get({ name: "files/unheard-of" }), { status: 403 });
    });
  });

  describe("@google/generative-ai", () => {
    const options = () => ({ baseUrl: emulator.url, apiVersion: "v1beta" });
    const manager = () => new GoogleAIFileManager("right-key", options());

    it("come as multipart, are got, used, listed and deleted", async () => {
      const metadata = { mimeType: "application/pdf", displayName: "Buoys" };
      const { file } = await manager().uploadFile(sample("report.pdf"), metadata);
      assert.equal(file.state, FileState.ACTIVE);
      assert.equal(file.sizeBytes, String(readFileSync(sample("report.pdf")).length));
      assert.equal((await manager().getFile(file.name)).displayName, "Buoys");
      const model = new GoogleGenerativeAI("right-key").getGenerativeModel(
        { model: "gemini-2.5-flash" },
        options(),
      );
      const fileData = { fileUri: file.uri, mimeType: file.mimeType };
      const { response } = await model.generateContent([{ fileData }, "Summarize"]);
      assert.match(response.text(), /## Summary\n\n- \*\*Buoys:\*\* A PDF of 3 pages/);
      const { files } = await manager().listFiles({ pageSize: 10 });
      assert.deepEqual(
        files.map(({ name }) => name),
        [file.name],
      );
      await manager().deleteFile(file.name);
      await assert.rejects(manager().getFile(file.name), /404/);
    });

    it("come from a buffer", async () => {
      const bytes = readFileSync(sample("tones.flac"));
      const { file } = await manager().uploadFile(bytes, { mimeType: "audio/flac" });
      assert.equal(file.state, FileState.PROCESSING);
      await manager().deleteFile(file.name);
    });
  });
});
