import assert from "node:assert/strict";
import { directionOf } from "../../../../media/markdown/direction.ts";

describe("directionOf", () => {
  it("goes by the first letter", () => {
    for (const text of ["שלום world", "مرحبا", "1. **שלום**", "— «مرحبا» and more"]) {
      assert.deepEqual(directionOf(text), { dir: "rtl" }, text);
    }
    for (const text of ["", "42", "Hello שלום", "`x` שלום", "你好 مرحبا", "Ω שלום"]) {
      assert.deepEqual(directionOf(text), {}, text);
    }
  });
});
