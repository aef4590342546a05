import { readFileSync } from "node:fs";
import decode, { init } from "@jsquash/webp/decode.js";

let ready: Promise<void> | undefined;

/** The codec would fetch its binary as a page does; under Node it is handed over from the package's folder. */
function initDecoder(): Promise<void> {
  const path = new URL(import.meta.resolve("@jsquash/webp/codec/dec/webp_dec.wasm"));
  const module = new WebAssembly.Module(readFileSync(path));
  return init({
    instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => {
      const instance = new WebAssembly.Instance(module, imports);
      // Emscripten calls back with the instance, whatever the package's types say.
      done(instance);
      return instance.exports;
    },
  });
}

/** Red, green, blue, alpha. Rejects when the bytes are no WebP. */
export async function decodeWebp(bytes: Buffer): Promise<Uint8Array> {
  await (ready ??= initDecoder());
  const { data } = await decode(new Uint8Array(bytes).buffer);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
