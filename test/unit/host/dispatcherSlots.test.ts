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
  it("leaves built-in fetch at work, with an agent that is not this undici's", () => {
    const undici = import.meta.resolve("undici");
    const program = `
      await import(${JSON.stringify(transport)});
      const { Agent } = await import(${JSON.stringify(undici)});
      const slots = ["undici.globalDispatcher.1", "undici.globalDispatcher.2"].map((name) => Symbol.for(name));
      const ours = slots.filter((slot) => globalThis[slot] instanceof Agent);
      console.log(JSON.stringify([ours.length, await (await fetch("data:,hello")).text()]));`;
    const args = ["--input-type=module", "--eval", program];
    assert.deepEqual(JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })), [0, "hello"]);
  });

  it("leaves in them what others have put there", () => {
    const fill = "for (const slot of slots) globalThis[slot] = { mark: 'of another', dispatch() {} };";
    assert.deepEqual(slotsAfter(fill), ["of another", "of another"]);
  });
});
