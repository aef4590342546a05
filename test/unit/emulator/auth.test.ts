import assert from "node:assert/strict";
import { type Emulator, type Keys, startEmulator } from "../../emulator/emulator.ts";
import { ask, errorOf } from "./support.ts";

describe("emulator's keys", () => {
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator({ keys: ["right-key"] });
  });
  after(() => emulator.close());

  const models = (headers: Readonly<Record<string, string>> = {}, query = "") =>
    fetch(`${emulator.url}/v1beta/models${query}`, { headers });

  it("takes the right one, in the header or in the query", async () => {
    assert.equal((await models({ "x-goog-api-key": "right-key" })).status, 200);
    assert.equal((await models({}, "?key=right-key")).status, 200);
  });

  it("refuses a wrong one and echoes it in DebugInfo, as Google does", async () => {
    const response = await models({ "x-goog-api-key": "AIza-wrong" });
    assert.equal(response.status, 400);
    const error = await errorOf(response);
    assert.equal(error.status, "INVALID_ARGUMENT");
    assert.match(error.message, /API key not valid/);
    assert.equal(error.details?.[0]?.reason, "API_KEY_INVALID");
    assert.deepEqual(error.details.at(-1), {
      "@type": "type.googleapis.com/google.rpc.DebugInfo",
      detail: "Invalid API key: AIza-wrong",
    });
  });

  it("refuses none, and more than one", async () => {
    const none = await models();
    assert.equal(none.status, 403);
    assert.match((await errorOf(none)).message, /unregistered callers/);
    const two = await models({ "x-goog-api-key": "right-key" }, "?key=right-key");
    assert.equal(two.status, 400);
    assert.match((await errorOf(two)).message, /Multiple authentication credentials/);
    const both = await models({ "x-goog-api-key": "right-key", authorization: "Bearer ya29.x" });
    assert.equal(both.status, 400);
    assert.match((await errorOf(both)).message, /Multiple authentication credentials/);
    const bearer = await models({ authorization: "Bearer ya29.x" });
    assert.equal(bearer.status, 401);
    assert.equal((await errorOf(bearer)).details?.[0]?.reason, "ACCESS_TOKEN_TYPE_UNSUPPORTED");
  });

  it("reports a bad body before a bad key", async () => {
    const response = await ask(
      emulator,
      { contents: [], wrong: 1 },
      {
        headers: { "x-goog-api-key": "wrong" },
      },
    );
    assert.match((await errorOf(response)).message, /Unknown name "wrong"/);
  });

  it("can take any key, or ask for none", async () => {
    const statusWith = async (keys: Keys, headers: Readonly<Record<string, string>>) => {
      const other = await startEmulator({ keys });
      const { status } = await fetch(`${other.url}/v1beta/models`, { headers });
      await other.close();
      return status;
    };
    assert.equal(await statusWith("any", { "x-goog-api-key": "whatever" }), 200);
    assert.equal(await statusWith("any", {}), 403);
    assert.equal(await statusWith("none", {}), 200);
  });
});
