import { isMap, isScalar, isSeq, type Node, parseDocument, type YAMLMap } from "yaml";
import type { PromptFault } from "./promptFile.ts";

const keys = [
  "name",
  "description",
  "where",
  "takes",
  "does",
  "asks",
  "choices",
  "languages",
  "language",
] as const;
export type Key = (typeof keys)[number];

/** Says what is wrong, and where: offsets in the file. */
export type Tell = (fault: PromptFault, start: number, end: number) => void;

interface Value {
  readonly text: string;
  readonly node: Node;
}

/** The YAML at the head of a file, read key by key; what is wrong is told, and counts as not there. */
export class FrontMatter {
  readonly #tell: Tell;
  readonly #start: number;
  readonly #values = new Map<string, Node>();
  /** Where the keys stand, to point at one. */
  readonly #keys = new Map<string, Node>();

  /** @param start where the YAML stands in the file */
  constructor(yaml: string, start: number, tell: Tell) {
    this.#start = start;
    this.#tell = tell;
    const document = parseDocument(yaml, { prettyErrors: false });
    for (const { message, pos } of document.errors) {
      tell({ type: "syntax", message }, start + pos[0], start + pos[1]);
    }
    if (document.errors.length === 0 && isMap(document.contents)) {
      this.#take(document.contents);
    }
  }

  #take({ items }: YAMLMap): void {
    for (const { key, value } of items) {
      if (!isScalar(key)) {
        continue;
      }
      const name = String(key.value);
      if (!keys.some((known) => known === name)) {
        this.#tellAt(key, { type: "unknownKey", key: name, known: keys });
        continue;
      }
      this.#keys.set(name, key);
      if (isScalar(value) || isSeq(value) || isMap(value)) {
        this.#values.set(name, value);
      }
    }
  }

  /** Points at the key, or at the head of the file where it is not there. */
  tellOf(key: Key, fault: PromptFault): void {
    const node = this.#keys.get(key);
    if (node === undefined) {
      this.#tell(fault, 0, 3);
    } else {
      this.#tellAt(node, fault);
    }
  }

  /** One text; empty if there is none. */
  text(key: Key): string {
    const node = this.#values.get(key);
    if (node === undefined || (isScalar(node) && node.value === null)) {
      return "";
    }
    const value = textOf(node);
    if (value === undefined) {
      this.#tellAt(node, { type: "notText", key });
    }
    return value ?? "";
  }

  /** One text of those known. */
  oneOf<const T extends string>(key: Key, known: readonly T[], otherwise: T): T {
    const node = this.#values.get(key);
    const text = this.text(key);
    return node === undefined || text === ""
      ? otherwise
      : (this.#known(key, known, { text, node }) ?? otherwise);
  }

  /** Several texts, one without a list included. */
  texts(key: Key): readonly Value[] {
    const node = this.#values.get(key);
    const nodes = node === undefined ? [] : isSeq<Node>(node) ? node.items : [node];
    return nodes.flatMap((item) => {
      const text = textOf(item);
      if (text === undefined) {
        this.#tellAt(item, { type: "notText", key });
      }
      return text === undefined || text === "" ? [] : [{ text, node: item }];
    });
  }

  someOf<const T extends string>(key: Key, known: readonly T[], otherwise: readonly T[]): readonly T[] {
    const values = this.texts(key);
    const found = values.flatMap((value) => this.#known(key, known, value) ?? []);
    return found.length > 0 ? [...new Set(found)] : otherwise;
  }

  #known<T extends string>(key: Key, known: readonly T[], { text, node }: Value): T | undefined {
    const found = known.find((word) => word === text);
    if (found === undefined) {
      this.#tellAt(node, { type: "wrongValue", key, value: text, known });
    }
    return found;
  }

  #tellAt({ range }: Node, fault: PromptFault): void {
    const [start, end] = range ?? [0, 3];
    this.#tell(fault, this.#start + start, this.#start + end);
  }
}

function textOf(node: Node): string | undefined {
  if (!isScalar(node)) {
    return undefined;
  }
  const { value } = node;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value).trim()
    : undefined;
}
