import type { JsonObject } from "../wire.ts";

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value that fits a schema (Google's OpenAPI subset or JSON Schema), with words from `text` where there is choice. */
export function sampleOf(schema: unknown, text: string, depth = 0): unknown {
  if (!isObject(schema) || depth > 8) {
    return {};
  }
  const options = schema.anyOf ?? schema.oneOf ?? schema.enum;
  if (Array.isArray(options) && options.length > 0) {
    return schema.enum === undefined ? sampleOf(options[0], text, depth + 1) : pickNamed(options, text);
  }
  const declared = schema.type;
  const type = Array.isArray(declared) ? (declared as unknown[]).find((each) => each !== "null") : declared;
  switch (typeof type === "string" ? type.toLowerCase() : "object") {
    case "string":
      return lastName(text);
    case "integer":
      return Math.trunc(firstNumber(text));
    case "number":
      return firstNumber(text);
    case "boolean":
      return true;
    case "array":
      return [sampleOf(schema.items, text, depth + 1)];
    case "null":
      return null;
    default:
      return sampleObject(schema, text, depth);
  }
}

function sampleObject(schema: JsonObject, text: string, depth: number): JsonObject {
  const properties = isObject(schema.properties) ? schema.properties : {};
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, sampleOf(property, text, depth + 1)]),
  );
}

/** The member the text names, else the first. */
function pickNamed(members: readonly unknown[], text: string): unknown {
  const lower = text.toLowerCase();
  return (
    members.find((member) => typeof member === "string" && lower.includes(member.toLowerCase())) ?? members[0]
  );
}

/** The last capitalised word that does not begin the text, else the last word. */
function lastName(text: string): string {
  const words = text.match(/[\p{L}\p{N}-]+/gu) ?? [];
  return words.findLast((word, i) => i > 0 && /^\p{Lu}/u.test(word)) ?? words.at(-1) ?? "emulated";
}

function firstNumber(text: string): number {
  return Number(/-?\d+(?:\.\d+)?/.exec(text)?.[0] ?? 1);
}
