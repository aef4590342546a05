import assert from "node:assert/strict";
import { parseEndpoint } from "../../../src/host/endpoint.ts";

describe("parseEndpoint", () => {
  it("takes https anywhere and gives the origin that keys are kept under", () => {
    assert.deepEqual(parseEndpoint(" https://gateway.example.org/gemini/ "), {
      type: "valid",
      baseUrl: "https://gateway.example.org/gemini",
      origin: "https://gateway.example.org",
      host: "gateway.example.org",
    });
  });

  it("takes http on this machine only", () => {
    for (const url of ["http://127.0.0.1:8080", "http://localhost:1", "http://[::1]:9"]) {
      assert.equal(parseEndpoint(url).type, "valid", url);
    }
    for (const url of [
      "http://example.org",
      "http://127.0.0.1.example.org",
      "http://10.0.0.1",
      "http://localhost.evil",
    ]) {
      assert.deepEqual(parseEndpoint(url), { type: "invalid", reason: "insecure" }, url);
    }
  });

  it("refuses what is no address, and addresses that carry credentials or a query", () => {
    for (const url of ["", "gemini", "ftp://example.org", "javascript:alert(1)"]) {
      assert.deepEqual(parseEndpoint(url), { type: "invalid", reason: "notAUrl" }, url);
    }
    for (const url of [
      "https://user:pass@example.org",
      "https://example.org?key=x",
      "https://example.org#x",
    ]) {
      assert.deepEqual(parseEndpoint(url), { type: "invalid", reason: "credentials" }, url);
    }
  });
});
