import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";

const transport = new URL("../../../src/host/transport.lazy.ts", import.meta.url).href;

/** The slots of a process after the transport was loaded in it, and after a script before that. */
function slotsAfter(script: string): unknown {
  const program = `
    const slots = ["undici.globalDispatcher.1", "undici.globalDispatcher.2"].map((name) => Symbol.for(name));
    ${script}
    await import(${JSON.stringify(transport)});
    console.log(JSON.stringify(slots.map((slot) => (slot in globalThis ? globalThis[slot].mark : "empty"))));`;
  const args = ["--input-type=module", "--eval", program];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
}

describe("loading the transport", () => {
  it("leaves the process-wide slots for dispatchers empty", () => {
    assert.deepEqual(slotsAfter(""), ["empty", "empty"]);
  });

  it("leaves in them what others have put there", () => {
    const fill = "for (const slot of slots) globalThis[slot] = { mark: 'of another', dispatch() {} };";
    assert.deepEqual(slotsAfter(fill), ["of another", "of another"]);
  });
});
