import assert from "node:assert/strict";
import { networkError } from "../../../src/gemini/networkError.ts";

const plain = (text: string) => text;

describe("networkError", () => {
  const failed = (message: string, code: string) =>
    networkError(
      new TypeError("fetch failed", { cause: Object.assign(new Error(message), { code }) }),
      plain,
    );

  it("names what happened at the bottom", () => {
    const error = failed("getaddrinfo ENOTFOUND example.invalid", "ENOTFOUND");
    assert.deepEqual(
      [error.kind, error.message, error.reason],
      ["network", "getaddrinfo ENOTFOUND example.invalid", "ENOTFOUND"],
    );
  });

  it("looks into attempts that failed together", () => {
    const first = Object.assign(new Error("connect ECONNREFUSED ::1:80"), { code: "ECONNREFUSED" });
    const both = new AggregateError([first, new Error("other")]);
    assert.equal(networkError(new Error("fetch failed", { cause: both }), plain).reason, "ECONNREFUSED");
  });

  it("knows certificates and proxies apart from the network", () => {
    assert.equal(failed("unable to verify", "UNABLE_TO_VERIFY_LEAF_SIGNATURE").kind, "certificate");
    assert.equal(failed("self-signed certificate", "SELF_SIGNED_CERT_IN_CHAIN").kind, "certificate");
    assert.equal(failed("Hostname mismatch", "ERR_TLS_CERT_ALTNAME_INVALID").kind, "certificate");
    assert.equal(failed("Proxy response (407) !== 200 when HTTP Tunneling", "UND_ERR_ABORTED").kind, "proxy");
  });

  it("survives errors that are none", () => {
    assert.equal(networkError("broken", plain).message, "broken");
    assert.equal(networkError(undefined, plain).message, "The connection failed");
    const loop = new Error("loop");
    loop.cause = loop;
    assert.equal(networkError(loop, plain).message, "loop");
  });
});
