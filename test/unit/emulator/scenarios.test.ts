import assert from "node:assert/strict";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { saying } from "../../emulator/scenarios/say.ts";
import { isScenarioName, listScenarios, scenarios } from "../../emulator/scenarios/table.ts";
import { answerOf, ask, errorOf } from "./support.ts";

describe("emulator's scenarios", () => {
  let emulator: Emulator;

  before(async () => {
    emulator = await startEmulator();
  });
  afterEach(() => emulator.reset());
  after(() => emulator.close());

  const refusalIn = async (call: string) => errorOf(await ask(emulator, `/emulator ${call}`));

  describe("are asked for", () => {
    it("by a test, for a number of requests, each kind of request apart", async () => {
      emulator.scenario("overloaded", { times: 2 });
      emulator.scenario("rate-limit seconds=1.5", { on: "models" });
      emulator.scenario("internal");
      const statuses: number[] = [];
      for (let i = 0; i < 4; i += 1) {
        statuses.push((await ask(emulator, "Hi")).status);
      }
      assert.deepEqual(statuses, [503, 503, 500, 200]);
      const listModels = () => fetch(`${emulator.url}/v1beta/models`, { headers: { "x-goog-api-key": "k" } });
      assert.equal((await listModels()).status, 429);
      assert.equal((await listModels()).status, 200);
    });

    it("by a header, for any request", async () => {
      const headers = { "x-emulator-scenario": "high-demand" };
      assert.equal((await ask(emulator, "Hi", { headers })).status, 503);
      assert.equal((await ask(emulator, "Hi", { headers, method: "countTokens", query: "" })).status, 503);
    });

    it("in the last message, and there alone", async () => {
      assert.equal((await ask(emulator, "Please /emulator region now")).status, 400);
      const later = {
        contents: [
          { role: "user", parts: [{ text: "/emulator region" }] },
          { role: "model", parts: [{ text: "…" }] },
          { role: "user", parts: [{ text: "And now?" }] },
        ],
      };
      assert.equal((await ask(emulator, later)).status, 200);
    });

    it("with a word about wrong names, unless they stand in prose", async () => {
      const error = await refusalIn("rate-limt");
      assert.match(error.message, /no scenario "rate-limt"/);
      assert.match(await answerOf(emulator, "What does /emulator something do?"), /something do/);
    });

    it("so that a retry of the very same request succeeds where that is the point", async () => {
      const statuses = async (text: string, count: number) => {
        const seen: number[] = [];
        for (let i = 0; i < count; i += 1) {
          seen.push((await ask(emulator, text)).status);
        }
        return seen;
      };
      assert.deepEqual(await statuses("/emulator rate-limit seconds=0.1", 3), [429, 200, 429]);
      assert.deepEqual(await statuses("/emulator overloaded", 3), [503, 503, 200]);
      assert.deepEqual(await statuses("/emulator overloaded times=1", 2), [503, 200]);
      assert.deepEqual(await statuses("/emulator billing", 3), [402, 402, 402]);
    });

    it("as objects of a test's own", async () => {
      emulator.scenario(saying("Just this."));
      assert.equal(await answerOf(emulator, "Hi"), "Just this.");
      emulator.scenario({ summary: "none", apply: (plan) => ({ ...plan, chunks: plan.chunks.slice(-1) }) });
      assert.equal(await answerOf(emulator, "Hi"), "");
    });
  });

  it("are listed with one line each", () => {
    const lines = listScenarios().split("\n");
    assert.equal(lines.length, Object.keys(scenarios).length);
    for (const line of lines) {
      const name = line.split(" ")[0] ?? "";
      assert.ok(isScenarioName(name));
      assert.ok(line.endsWith(scenarios[name].summary));
    }
  });
});
