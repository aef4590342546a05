import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { toCurl } from "../../../src/host/curl.ts";

const url =
  "https://generativelanguage.googleapis.com/v1beta/models/gemini-flash-latest:streamGenerateContent?alt=sse";

describe("toCurl", () => {
  it("names the key's variable, never a key", () => {
    const command = toCurl({ method: "POST", url, withKey: true, body: "{}" });
    assert.match(command, /-H "x-goog-api-key: \$GEMINI_API_KEY"/);
    assert.doesNotMatch(toCurl({ method: "POST", url, withKey: false, body: "{}" }), /x-goog-api-key/);
  });

  it("quotes for a shell whatever was said", () => {
    const text = `it's $(rm -rf) "quoted" \\ back\nnext`;
    const command = toCurl({ method: "POST", url, withKey: false, body: JSON.stringify({ text }) });
    const seen = execFileSync("sh", ["-c", command.replace(/^curl/, "printf '%s\\n'")], { encoding: "utf8" });
    const body = seen.slice(seen.indexOf("{"));
    assert.equal((JSON.parse(body) as { text: string }).text, text);
  });

  it("leaves long media out and says how long they were", () => {
    const data = Buffer.alloc(3000, 7).toString("base64");
    const command = toCurl({
      method: "POST",
      url,
      withKey: true,
      body: JSON.stringify({ inlineData: { data } }),
    });
    assert.match(command, /<base64 of 3000 bytes, left out>/);
    assert.ok(command.length < 1000);
  });
});
