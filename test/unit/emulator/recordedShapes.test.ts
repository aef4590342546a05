import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { readMessage } from "../../emulator/validate/protoJson.ts";
import { recordings } from "../gemini/recordings.ts";
import { ask } from "./support.ts";

/** How a stream is written, apart from what it says. */
function framingOf(body: string) {
  const lines = body.split(/\r?\n/);
  const events = lines.filter((line) => line.startsWith("data:"));
  // Texts may hold anything; names of fields may not.
  const names = [...events.join("\n").matchAll(/"[A-Za-z]+"(\s*):(\s*)(?=["{[\d])/g)];
  return {
    ends: body.includes("\r\n") && !/[^\r]\n/.test(body) ? "CRLF" : "LF",
    betweenEvents: events.length === 1 ? "\r\n\r\n" : /\}(\s+)data:/.exec(body)?.[1],
    closing: /\}(\s+)$/.exec(body)?.[1],
    besidesEvents: lines.filter((line) => line !== "" && !line.startsWith("data: {")),
    colons: [...new Set(names.map(([, before, behind]) => `${before}:${behind}`))],
  };
}

/** A recording with bare line feeds has been through an editor. */
const streams = [...recordings].filter(([name]) => name.startsWith("streaming-"));
const byServers = streams
  .map(([name, bytes]) => [name, bytes.toString()] as const)
  .filter(([, body]) => body.includes("\r\n"));

/** What the recordings of real answers have in common, and the emulator's must have too. */
const real = {
  ends: "CRLF",
  betweenEvents: "\r\n\r\n",
  closing: "\r\n\r\n",
  besidesEvents: [],
  colons: [": "],
};

describe("emulator's framing", () => {
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator();
  });
  after(() => emulator.close());

  it("is that of real answers", async () => {
    for (const model of ["gemini-2.5-flash", "gemini-3.8-flash", "gemini-3.1-flash-image"]) {
      assert.deepEqual(framingOf(await (await ask(emulator, "Grüße", { model })).text()), real, model);
    }
  });

  for (const [name, body] of byServers) {
    it(`is that of ${name}`, () => assert.deepEqual(framingOf(body), real));
  }
});

if (byServers.length > 0) {
  describe("schema that judges the emulator's answers", () => {
    it("knows every field of the recorded ones, and every value but those made up", () => {
      const violations = streams
        .flatMap(([, bytes]) => bytes.toString().split(/\r?\n/))
        .filter((line) => line.startsWith("data: "))
        .flatMap(
          (line) =>
            readMessage(JSON.parse(line.slice("data: ".length)), "GenerateContentResponse").violations,
        )
        .map(({ description }) => description);
      const unexplained = violations.filter((description) => !/\(TYPE_ENUM\), "\w*_ENUM"$/.test(description));
      assert.deepEqual(unexplained, []);
    });
  });
}
