import assert from "node:assert/strict";
import type { SecretStorage } from "vscode";
import { ApiKeys } from "../../src/host/apiKey.ts";
import { Settings } from "../../src/host/settings.ts";
import { configure, restoreSettings, testContext } from "./support.ts";

const one = "https://one.example";
const two = "https://two.example:8443";

describe("ApiKeys over VS Code's secret storage", () => {
  let secrets: SecretStorage;
  let keys: ApiKeys;

  before(async () => {
    ({ secrets } = await testContext());
  });
  beforeEach(() => {
    keys = new ApiKeys(secrets, new Settings());
  });
  afterEach(async () => {
    keys.dispose();
    for (const key of await secrets.keys()) await secrets.delete(key);
    await restoreSettings();
  });

  /** The number of changes once the work is done and VS Code has told of it. */
  async function changesDuring(work: () => Promise<void>): Promise<number> {
    let changes = 0;
    const subscription = keys.onDidChange(() => changes++);
    await work();
    // Changes are told in order, so that of another secret comes behind those of the work.
    const told = new Promise<void>((resolve) => {
      const marker = secrets.onDidChange(({ key }) => {
        if (key !== "marker") return;
        marker.dispose();
        resolve();
      });
    });
    await secrets.store("marker", crypto.randomUUID());
    await told;
    subscription.dispose();
    return changes;
  }

  it("hands a key to the endpoint it was set for, wherever on that host, and to no other", async () => {
    await keys.set(one, "key-of-one");
    for (const [endpoint, expected] of [
      [one, "key-of-one"],
      [`${one}/gateway/gemini/`, "key-of-one"],
      [two, ""],
      ["https://one.example:444", ""],
      ["https://one.example.org", ""],
      ["https://sub.one.example", ""],
      ["https://generativelanguage.googleapis.com", ""],
    ] as const) {
      await configure({ "castor.endpoint": endpoint });
      assert.equal(await keys.current(), expected, endpoint);
    }
  });

  it("keeps one key per endpoint", async () => {
    await keys.set(one, "key-of-one");
    await keys.set(two, "key-of-two");
    await keys.set(one, "newer-key-of-one");
    await configure({ "castor.endpoint": one });
    assert.equal(await keys.current(), "newer-key-of-one");
    await configure({ "castor.endpoint": two });
    assert.equal(await keys.current(), "key-of-two");
  });

  it("hands no key to an endpoint that needs none or is none", async () => {
    await keys.set(one, "key-of-one");
    await configure({ "castor.endpoint": one, "castor.authentication": "none" });
    assert.equal(await keys.current(), "");
    await configure({ "castor.endpoint": "http://one.example", "castor.authentication": "apiKey" });
    assert.equal(await keys.current(), "");
  });

  it("knows which endpoint has a key, and forgets it", async () => {
    await keys.set(one, "key-of-one");
    assert.deepEqual([await keys.has(one), await keys.has(two)], [true, false]);
    await keys.remove(one);
    assert.equal(await keys.has(one), false);
  });

  it("tells when a key was set or removed, by whomever", async () => {
    const elsewhere = new ApiKeys(secrets, new Settings());
    assert.equal(await changesDuring(() => elsewhere.set(one, "key-of-one")), 1);
    assert.equal(await changesDuring(() => elsewhere.remove(one)), 1);
    elsewhere.dispose();
  });

  it("does not tell of other secrets, nor when it is disposed", async () => {
    assert.equal(await changesDuring(async () => secrets.store("other", "secret")), 0);
    keys.dispose();
    assert.equal(await changesDuring(() => keys.set(one, "key-of-one")), 0);
  });
});
