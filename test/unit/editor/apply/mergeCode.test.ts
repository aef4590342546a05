import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { mergeCode } from "../../../../src/editor/apply/mergeCode.lazy.ts";

const layout = { insertSpaces: true, tabSize: 2 };

function merge(old: string, code: string, options = layout): string | undefined {
  return mergeCode(old.split("\n"), code.split("\n"), options)?.join("\n");
}

const old = `// Copyright: the harbour office

import { read } from "./read.ts";

/** How many berths are free. */
export function free(berths) {
  return berths.filter((berth) => !berth.taken).length;
}

export class Quay {
  #berths = [];

  constructor(berths) {
    this.#berths = berths;
  }

  /** Takes a ship. */
  moor(ship) {
    this.#berths.push(ship);
  }

  leave(ship) {
    const at = this.#berths.indexOf(ship);
    this.#berths.splice(at, 1);
  }
}

const quay = new Quay(read());
quay.moor("Alma");
console.log(free(quay));
`;

describe("Code from an answer finds its place", () => {
  it("as the function of the same name, whatever of it has changed", () => {
    const code = `export function free(berths, now) {\n  return count(berths, now);\n}`;
    const body = "  return berths.filter((berth) => !berth.taken).length;";
    const expected = old
      .replace("free(berths) {", "free(berths, now) {")
      .replace(body, "  return count(berths, now);");
    assert.equal(merge(old, code), expected);
  });

  it("comments included where it brings some, and nothing above them", () => {
    const code = `/** Free berths. */\nexport function free(berths) {\n  return 0;\n}`;
    const merged = merge(old, code) ?? "";
    assert.match(
      merged,
      /^\/\/ Copyright: the harbour office\n\nimport.*\n\n\/\*\* Free berths\. \*\/\nexport/,
    );
    assert.doesNotMatch(merged, /How many/);
  });

  it("as a method, moved in as far as the class has it", () => {
    const code = `moor(ship, at) {\n  this.#berths.splice(at, 0, ship);\n}`;
    const was = "  moor(ship) {\n    this.#berths.push(ship);\n  }";
    const is = "  moor(ship, at) {\n    this.#berths.splice(at, 0, ship);\n  }";
    assert.equal(merge(old, code), old.replace(was, is));
  });

  it("as a method in a class whose other members are left out", () => {
    const code = `export class Quay {
  // ... existing code ...

  leave(ship) {
    this.#berths = this.#berths.filter((one) => one !== ship);
  }

  clear() {
    this.#berths = [];
  }
}`;
    const merged = merge(old, code) ?? "";
    assert.ok(!merged.includes("existing code"));
    assert.ok(merged.includes("  moor(ship) {\n    this.#berths.push(ship);\n  }\n"), "the rest stays");
    assert.ok(
      merged.includes(
        "  leave(ship) {\n    this.#berths = this.#berths.filter((one) => one !== ship);\n  }\n\n  clear() {\n    this.#berths = [];\n  }\n}\n",
      ),
      merged,
    );
  });

  it("with new declarations beside their neighbours, and imports among the imports", () => {
    const code = `import { count } from "./count.ts";

export function free(berths) {
  return count(berths);
}

export function taken(berths) {
  return berths.length - free(berths);
}`;
    const merged = merge(old, code) ?? "";
    assert.match(merged, /from "\.\/read\.ts";\nimport \{ count \} from "\.\/count\.ts";\n\n\/\*\*/);
    assert.match(
      merged,
      /return count\(berths\);\n\}\n\nexport function taken\(berths\) \{\n.*\n\}\n\nexport class Quay/,
    );
  });

  it("as statements between lines that are still there", () => {
    const code = `const quay = new Quay(read());\nquay.moor("Berta");\nquay.moor("Clara");\nconsole.log(free(quay));`;
    assert.equal(
      merge(old, code),
      old.replace(`quay.moor("Alma");`, `quay.moor("Berta");\nquay.moor("Clara");`),
    );
  });

  it("as statements of a function, one of them changed", () => {
    const code = `const at = this.#berths.indexOf(ship);\nthis.#berths.splice(at, 1, undefined);`;
    assert.equal(merge(old, code), old.replace("splice(at, 1)", "splice(at, 1, undefined)"));
  });

  it("as the whole file", () => {
    const code = old.replaceAll("berth", "place").trimEnd();
    assert.equal(merge(old, code), code);
    assert.equal(merge("\n", "a\nb"), "a\nb");
  });

  it("in Python, by indentation", () => {
    const python = `import os\n\n\nclass Quay:\n    def __init__(self):\n        self.ships = []\n\n    def moor(self, ship):\n        self.ships.append(ship)\n\n\ndef main():\n    Quay().moor("Alma")\n\n\nif __name__ == "__main__":\n    main()\n`;
    const code = `def moor(self, ship):\n    # Never twice.\n    if ship not in self.ships:\n        self.ships.append(ship)`;
    assert.equal(
      merge(python, code, { insertSpaces: true, tabSize: 4 }),
      python.replace(
        "        self.ships.append(ship)\n",
        "        # Never twice.\n        if ship not in self.ships:\n            self.ships.append(ship)\n",
      ),
    );
  });

  it("in Go, with tabs", () => {
    const go = `package quay\n\nfunc (q *Quay) Moor(ship string) {\n\tq.ships = append(q.ships, ship)\n}\n\nfunc Free() int {\n\treturn 0\n}\n`;
    const code = `func Free() int {\n    return len(ships)\n}`;
    assert.equal(
      merge(go, code, { insertSpaces: false, tabSize: 4 }),
      go.replace("\treturn 0", "\treturn len(ships)"),
    );
  });

  it("in a style sheet and in Markdown", () => {
    const css = `.quay {\n  color: navy;\n}\n\n.berth {\n  color: red;\n}\n`;
    assert.equal(merge(css, `.berth {\n  color: green;\n}`), css.replace("red", "green"));
    const markdown = `# Quay\n\nText.\n\n## Use\n\nOld words about it.\n\n## License\n\nMIT\n`;
    assert.match(
      merge(markdown, "## Use\n\nOld words about it.\n\nAnd new ones.") ?? "",
      /And new ones\.\n\n## License/,
    );
  });

  it("nowhere, where nothing of it is known or two places are as good", () => {
    assert.equal(merge(old, "export function other() {\n  return 7;\n}"), undefined);
    assert.equal(merge("open(door);\nwalk();\n\nopen(door);\nrun();\n", "open(door);\njump();"), undefined);
    assert.equal(merge(old, "}"), undefined);
  });

  it("and changes nothing but what the code says, for every function of a real file", () => {
    const file = path.resolve(import.meta.dirname, "../../../../test/fixtures/workspace/src/lights.ts");
    const source = readFileSync(file, "utf8");
    const functions = source.match(/^(?:export )?function [^]*?^\}$/gm) ?? [];
    assert.ok(functions.length > 2);
    fc.assert(
      fc.property(
        fc.constantFrom(...functions),
        fc.array(fc.constantFrom("check();", "const a = 1;", "if (a) {\n    b();\n  }", "// why"), {
          maxLength: 4,
        }),
        (text, statements) => {
          const changed = text.replace(/\n\}$/, `${statements.map((one) => `\n  ${one}`).join("")}\n}`);
          assert.equal(
            merge(source, changed),
            source.replace(text, () => changed),
          );
        },
      ),
    );
  });
});
