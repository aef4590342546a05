import { readFileSync } from "node:fs";

/** The options by which an Emscripten module takes its binary from a package's folder; under Node it would fetch it. */
export function binaryOf(specifier: string) {
  const module = new WebAssembly.Module(readFileSync(new URL(import.meta.resolve(specifier))));
  return {
    instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) => {
      const instance = new WebAssembly.Instance(module, imports);
      done(instance);
      return instance.exports;
    },
  };
}
