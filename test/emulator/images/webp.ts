import decode, { init } from "@jsquash/webp/decode.js";
import { binaryOf } from "./wasm.ts";

let ready: Promise<void> | undefined;

/** Red, green, blue, alpha. Rejects when the bytes are no WebP. */
export async function decodeWebp(bytes: Buffer): Promise<Uint8Array> {
  await (ready ??= init(binaryOf("@jsquash/webp/codec/dec/webp_dec.wasm")));
  const { data } = await decode(new Uint8Array(bytes).buffer);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
