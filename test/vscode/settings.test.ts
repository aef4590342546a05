import assert from "node:assert/strict";
import * as vscode from "vscode";
import { Settings } from "../../src/host/settings.ts";
import { configure, restoreSettings, sampleFile } from "./support.ts";

const google = "https://generativelanguage.googleapis.com";

describe("Settings", () => {
  const settings = new Settings();
  afterEach(restoreSettings);

  function assertDefaults(): void {
    assert.deepEqual(settings.timeouts, { headersMs: 1_200_000, silenceMs: 600_000 });
    assert.deepEqual(settings.generation, {
      model: "gemini-flash-latest",
      includeThoughts: true,
      safety: {},
    });
    const { apiVersion, endpointLabel, needsKey, logContent } = settings;
    assert.deepEqual(
      { apiVersion, endpointLabel, needsKey, logContent },
      { apiVersion: "v1beta", endpointLabel: "", needsKey: true, logContent: false },
    );
  }

  it("are Google's endpoint and the model's own ways at first", () => {
    const { endpoint } = settings;
    assert.ok(endpoint.type === "valid" && endpoint.origin === google);
    assertDefaults();
  });

  it("are read afresh, in the units that are used", async () => {
    await configure({
      "castor.endpoint": " https://gateway.example/gemini/ ",
      "castor.timeout.headers": 60,
      "castor.temperature": 0,
      "castor.systemInstruction": "  Be brief.\n",
      "castor.thinkingLevel": "low",
      "castor.showThoughts": false,
      "castor.safety.harassment": "BLOCK_NONE",
    });
    const { endpoint } = settings;
    assert.ok(endpoint.type === "valid" && endpoint.baseUrl === "https://gateway.example/gemini");
    assert.equal(settings.timeouts.headersMs, 60_000);
    assert.deepEqual(settings.generation, {
      model: "gemini-flash-latest",
      temperature: 0,
      systemInstruction: "Be brief.",
      thinkingLevel: "low",
      includeThoughts: false,
      safety: { HARM_CATEGORY_HARASSMENT: "BLOCK_NONE" },
    });
  });

  it("count as not set where they are what the manifest does not allow", async () => {
    await configure({
      "castor.apiVersion": "../v1",
      "castor.endpointLabel": 5,
      "castor.authentication": ["none"],
      "castor.timeout.headers": "soon",
      "castor.timeout.silence": -1,
      "castor.model": 7,
      "castor.temperature": 11,
      "castor.systemInstruction": null,
      "castor.thinkingLevel": {},
      "castor.showThoughts": "no",
      "castor.safety.harassment": false,
      "castor.log.content": "yes",
    });
    assertDefaults();
  });

  it("never put another endpoint in place of one that cannot be used", async () => {
    for (const value of [5, "", "gateway.example", "http://gateway.example"]) {
      await configure({ "castor.endpoint": value });
      assert.equal(settings.endpoint.type, "invalid", String(value));
    }
  });

  it("tell which of them changed", async () => {
    const seen: string[] = [];
    const subscription = settings.onDidChange((affects) => {
      seen.push(...["model", "temperature", "endpoint"].filter(affects));
    });
    await configure({ "castor.temperature": 1, "editor.fontSize": 15 });
    subscription.dispose();
    assert.deepEqual(seen, ["temperature"]);
  });

  it("keep a model where the person had put it", async () => {
    const inspect = () => vscode.workspace.getConfiguration("castor").inspect("model");
    await settings.setModel("model-for-all");
    assert.equal(inspect()?.globalValue, "model-for-all");

    const { Workspace, Global } = vscode.ConfigurationTarget;
    await vscode.workspace.getConfiguration("castor").update("model", "model-here", Workspace);
    await settings.setModel("other-model-here");
    assert.equal(inspect()?.workspaceValue, "other-model-here");
    assert.equal(inspect()?.globalValue, "model-for-all");

    await vscode.workspace.getConfiguration("castor").update("model", undefined, Workspace);
    await vscode.workspace.getConfiguration("castor").update("model", undefined, Global);
  });

  it("take from a workspace nothing that could redirect the key or log what is said", async () => {
    const file = sampleFile(".vscode/settings.json");
    const hostile = {
      "castor.endpoint": "https://hostile.example",
      "castor.apiVersion": "v1",
      "castor.authentication": "none",
      "castor.timeout.headers": 10,
      "castor.log.content": true,
      "castor.endpointLabel": "Google",
      "castor.showThoughts": false,
    };
    /** Until the workspace's own setting counts, or no longer does. */
    const until = async (shown: boolean) => {
      while (settings.showThoughts !== shown) {
        await new Promise<void>((resolve) => {
          const subscription = settings.onDidChange(() => {
            subscription.dispose();
            resolve();
          });
        });
      }
    };
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(JSON.stringify(hostile)));
    await until(false);
    const { endpoint, apiVersion, needsKey, timeouts, logContent, endpointLabel } = settings;
    assert.ok(endpoint.type === "valid" && endpoint.origin === google);
    assert.deepEqual(
      { apiVersion, needsKey, headersMs: timeouts.headersMs, logContent, endpointLabel },
      { apiVersion: "v1beta", needsKey: true, headersMs: 1_200_000, logContent: false, endpointLabel: "" },
    );
    await vscode.workspace.fs.delete(file);
    await until(true);
  });
});
