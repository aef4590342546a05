import assert from "node:assert/strict";
import { readMessage } from "../../emulator/validate/protoJson.ts";
import type { JsonObject } from "../../emulator/wire.ts";
import type { ErrorBody } from "./support.ts";

/** Fails unless the JSON is a message of this type as the service writes one: names in camelCase, enums in capitals. */
export function assertMessage(json: unknown, type: string): void {
  const { value, violations } = readMessage(json, type);
  assert.deepEqual(violations, [], type);
  // Reading is lenient and brings everything into the one form in which it is written.
  assert.deepEqual(value, json, type);
}

/** Fails unless the JSON is an error of the service with details that are known. */
export function assertError(json: unknown): void {
  assertMessage(json, "ErrorBody");
  const { code, message, status, details = [] } = (json as ErrorBody).error;
  assert.ok(code >= 400 && message !== "" && status !== "OK");
  for (const { "@type": type, ...fields } of details as readonly JsonObject[]) {
    const name = /^type\.googleapis\.com\/google\.rpc\.(\w+)$/.exec(String(type))?.[1];
    assert.ok(name !== undefined, String(type));
    assertMessage(fields, name);
  }
}
