import assert from "node:assert/strict";
import { errorFromBody } from "../../../src/gemini/errorBody.ts";
import { networkError } from "../../../src/gemini/networkError.ts";
import { redactor } from "../../../src/gemini/redact.ts";

function rpc(type: string, fields: object): object {
  return { "@type": `type.googleapis.com/google.rpc.${type}`, ...fields };
}

describe("redaction", () => {
  const google = `AIza${"x".repeat(35)}`;
  const auth = "AQ.Ab8RN6J-abc_def.ghi";

  it("takes the key and whatever looks like one out of message, reason, details and links", () => {
    const leak = `my-secret ${google} ${auth}`;
    const details = [
      rpc("DebugInfo", { detail: `Invalid API key: ${leak}` }),
      rpc("ErrorInfo", { reason: "API_KEY_INVALID", metadata: { [leak]: [leak] } }),
      rpc("Help", { links: [{ description: leak, url: `https://example.com/?key=my-secret` }] }),
    ];
    const body = JSON.stringify({ error: { code: 400, message: leak, status: leak, details } });
    const error = errorFromBody(body, redactor("my-secret"), { status: 400 });
    const told = JSON.stringify([error, error.message, error.stack, error.details, error.links]);
    assert.doesNotMatch(told, /my-secret|AIza|AQ\./);
    assert.doesNotMatch(told, /DebugInfo/);
    assert.equal(error.message, "[key] [key] [key]");
  });

  it("takes it out of pages and of causes, however deep", () => {
    const redact = redactor("my-secret");
    const page = errorFromBody("<title>my-secret</title>", redact, { status: 502 });
    assert.equal(page.message, "HTTP 502: [key]");
    const bottom = Object.assign(new Error("invalid header my-secret"), { code: "ERR_INVALID_CHAR" });
    const error = networkError(new TypeError("fetch failed", { cause: bottom }), redact);
    assert.equal(error.message, "invalid header [key] (ERR_INVALID_CHAR)");
    const cause = error.cause as Error;
    assert.doesNotMatch(`${cause.stack} ${(cause.cause as Error).stack}`, /my-secret/);
  });

  it("leaves texts alone when there is no key", () => {
    assert.equal(redactor("")("AQ. and AIza are prefixes"), "AQ. and AIza are prefixes");
  });
});
