import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import type { Chunk } from "../../emulator/wire.ts";
import { type ErrorBody, ask, rawReply, textOfEvents } from "./support.ts";

describe("emulator's streams without alt=sse", () => {
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.reset());
  after(() => emulator.close());

  const bodyOf = async (scenario: string) =>
    (await ask(emulator, `Hello /emulator ${scenario}`, { query: "" })).text();

  it("are one array that comes in pieces", async () => {
    const { pieces, headers } = await rawReply(emulator, undefined, "");
    assert.equal(headers["content-type"], "application/json; charset=UTF-8");
    assert.ok(pieces.length > 1);
    const body = Buffer.concat(pieces).toString();
    assert.match(body, /^\[\{\n {2}"candidates": \[/);
    assert.match(body, /\n\}\n,\r\n\{\n/);
    assert.match(body, /\}\n\]$/);
    assert.match(textOfEvents(JSON.parse(body) as Chunk[]), /> Grüße/);
  });

  for (const scenario of ["rate-limit", "overloaded", "billing", "invalid-key"]) {
    it(`wrap the error of ${scenario} into an array`, async () => {
      const [wrapped, ...others] = JSON.parse(await bodyOf(scenario)) as readonly ErrorBody[];
      assert.ok((wrapped?.error.code ?? 0) >= 400);
      assert.deepEqual(others, []);
    });
  }

  it("leave what is no JSON, or an array already, as it is", async () => {
    assert.match(await bodyOf("html-502"), /^<!DOCTYPE html>/);
    assert.match(await bodyOf("error-array"), /^\[\{"error"/);
  });

  for (const scenario of ["error-bare-json after=2", "error-event after=2"]) {
    it(`end with an error as their last element under ${scenario}`, async () => {
      const elements = JSON.parse(await bodyOf(scenario)) as readonly Partial<ErrorBody>[];
      assert.deepEqual(
        elements.map(({ error }) => error?.code),
        [undefined, undefined, 503],
      );
    });
  }

  it("lack their closing bracket where they are cut off", async () => {
    assert.match(await bodyOf("silent-eof after=2"), /\n\}\n$/);
  });

  it("end with an empty body where nothing is sent", async () => {
    assert.equal(await bodyOf("empty-200"), "");
  });
});
