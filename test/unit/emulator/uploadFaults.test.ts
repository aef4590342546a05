import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import type { ScenarioCall } from "../../emulator/scenarios/director.ts";
import { ask, errorOf, keyHeader } from "./support.ts";
import { command, fileIn, poll, progress, start, startedAt, upload } from "./uploading.ts";

const bytes = Buffer.from("0123456789abcdef");

describe("emulator's uploads under", () => {
  let emulator: Emulator;
  let url: string;

  before(async () => {
    emulator = await startEmulator({ chunkGranularity: 8 });
  });
  beforeEach(async () => {
    url = await startedAt(emulator, { size: bytes.length });
  });
  afterEach(() => emulator.reset());
  after(() => emulator.close());

  const send = (offset = 0, headers = {}) =>
    command(url, "upload, finalize", bytes.subarray(offset), offset, headers);
  const received = async () => Number(progress(await command(url, "query"))[1]);
  const goOn = async () => {
    const file = await fileIn(await send(await received()));
    assert.equal((await poll(emulator, file)).sizeBytes, "16");
  };

  /** Sends the whole, leaves while the emulator holds still, and finds as much stored as the scenario says. */
  async function leaveHeld(call: ScenarioCall): Promise<void> {
    emulator.scenario(call);
    const leaving = new AbortController();
    const sent = fetch(url, {
      method: "POST",
      headers: { ...keyHeader, "x-goog-upload-command": "upload, finalize", "x-goog-upload-offset": "0" },
      body: new Uint8Array(bytes),
      signal: leaving.signal,
    });
    await emulator.waitForRequest(({ bytesReceived }) => bytesReceived > 0);
    leaving.abort();
    await assert.rejects(sent);
    assert.equal(await received(), Number(/bytes=(\d+)/.exec(call)?.[1]));
  }

  it("upload-start-503 and upload-start-key do not begin, and then do", async () => {
    emulator.scenario("upload-start-503");
    const busy = await start(emulator);
    assert.deepEqual([busy.status, (await errorOf(busy)).message], [503, ""]);
    emulator.scenario("upload-start-key");
    assert.equal((await start(emulator)).status, 400);
    assert.equal((await start(emulator)).status, 200);
  });

  it("upload-reset break off with so many bytes stored", async () => {
    emulator.scenario("upload-reset bytes=5");
    await assert.rejects(send());
    assert.equal(await received(), 5);
    await goOn();
  });

  it("upload-503 refuse with so many bytes stored, half of them by default", async () => {
    emulator.scenario("upload-503");
    const busy = await send();
    assert.deepEqual([busy.status, (await errorOf(busy)).message], [503, ""]);
    assert.equal(await received(), 8);
    emulator.scenario("upload-503 3");
    assert.equal((await send(8)).status, 503);
    assert.equal(await received(), 11);
    await goOn();
  });

  it("upload-stall say nothing, until the client gives up or comes again", async () => {
    await leaveHeld("upload-stall bytes=4");
    emulator.scenario("upload-stall bytes=4");
    const again = assert.rejects(send(4));
    await emulator.waitForRequest(({ headers }) => headers["x-goog-upload-offset"] === "4");
    await goOn();
    await again;
  });

  it("upload-short say that less came than was sent", async () => {
    emulator.scenario("upload-short bytes=3");
    const short = await command(url, "upload", bytes.subarray(0, 8));
    assert.deepEqual([short.status, ...progress(short)], [200, "active", "3"]);
    // The rest of the piece is as good as a piece.
    assert.deepEqual(progress(await command(url, "upload", bytes.subarray(3, 8), 3)), ["active", "8"]);
    emulator.scenario("upload-short bytes=3");
    assert.deepEqual(progress(await send(8)), ["active", "11"]);
    await goOn();
  });

  it("upload-pause rest in the middle, and go on in the same request", async () => {
    await leaveHeld("upload-pause bytes=5 seconds=1000");
    emulator.scenario("upload-pause bytes=5 seconds=0.1");
    const file = await fileIn(await send(5));
    assert.equal((await poll(emulator, file)).sizeBytes, "16");
  });

  it("upload-reset hold still before they break off, if that is asked for", async () => {
    await leaveHeld("upload-reset bytes=5 seconds=1000");
    emulator.scenario("upload-reset bytes=5 seconds=0.1");
    await assert.rejects(send(5));
    assert.equal(await received(), 10);
    await goOn();
  });

  it("wait to be let go where they are held, and then go on or break off", async () => {
    const heldBehind = async (how: "pause" | "reset") => {
      const letGo = emulator.holdUpload(how, 5);
      let isOver = false;
      const over = send().finally(() => (isOver = true));
      await emulator.waitForRequest(({ bytesReceived }) => bytesReceived > 0);
      // A whole other upload has its time meanwhile.
      await upload(emulator, bytes);
      assert.equal(isOver, false);
      letGo();
      return over;
    };
    assert.equal((await poll(emulator, await fileIn(await heldBehind("pause")))).sizeBytes, "16");
    url = await startedAt(emulator, { size: bytes.length });
    emulator.reset();
    await assert.rejects(heldBehind("reset"));
    await goOn();
  });

  it("upload-finalize-503 are complete, and say so when asked", async () => {
    emulator.scenario("upload-finalize-503");
    assert.equal((await send()).status, 503);
    const asked = await command(url, "query");
    assert.deepEqual(progress(asked), ["final", "16"]);
    assert.equal((await poll(emulator, await fileIn(asked))).sizeBytes, "16");
  });

  it("upload-session-expired are unknown from then on", async () => {
    emulator.scenario("upload-session-expired");
    assert.equal((await send()).status, 404);
    assert.equal((await command(url, "query")).status, 404);
  });

  it("upload-query-500 fail to say how far they are, once", async () => {
    emulator.scenario("upload-query-500");
    assert.equal((await command(url, "query")).status, 500);
    assert.equal(await received(), 0);
  });

  it("a header's scenario meet it at its stage alone", async () => {
    const headers = { "x-emulator-scenario": "upload-503" };
    assert.equal((await start(emulator, { headers })).status, 200);
    assert.equal((await send(0, headers)).status, 503);
    assert.equal((await send(8, headers)).status, 200);
  });

  it("a message's scenario meet it with the next of them", async () => {
    assert.equal((await ask(emulator, "/emulator file-processing polls=7")).status, 200);
    assert.equal((await upload(emulator, "x")).state, "PROCESSING");
    assert.equal((await upload(emulator, "x")).state, "ACTIVE");
  });
});
