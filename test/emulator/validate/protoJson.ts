import type { Violation } from "../failure.ts";
import type { JsonObject } from "../wire.ts";
import { scalarProblem } from "./scalars.ts";
import { type EnumType, type FieldType, type MessageType, schema } from "./schema.ts";

/** What was read, in camelCase and with canonical enum names, and what was wrong with it. */
export interface Reading {
  readonly value: JsonObject;
  readonly violations: readonly Violation[];
}

/** Reads JSON as the message `type`, by the rules of ProtoJSON and with the service's words for what breaks them. */
export function readMessage(json: unknown, type: string): Reading {
  const violations: Violation[] = [];
  const value = message(json, type, "", (field, description) =>
    violations.push({ ...(field !== "" && { field }), description }),
  );
  return { value, violations };
}

type Report = (field: string, description: string) => void;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function message(json: unknown, typeName: string, path: string, report: Report): JsonObject {
  const type = schema.messages[typeName];
  if (type === undefined || !isObject(json)) {
    report(path, notMessage(json, typeName, path));
    return {};
  }
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(json)) {
    const field = fieldNamed(type, name);
    const fieldType = field === undefined ? undefined : type.fields[field];
    if (field === undefined || fieldType === undefined) {
      const where = path === "" ? "" : ` at '${path}'`;
      report(path, `Invalid JSON payload received. Unknown name "${name}"${where}: Cannot find field.`);
    } else if (value !== null) {
      checkOneof(type, field, result, path, report);
      result[field] = fieldValue(value, fieldType, join(path, snakeCase(field)), report);
    }
  }
  return result;
}

/** Messages that are not of this API alone. */
const sharedPackages: Readonly<Record<string, string>> = { LatLng: "google.type", Interval: "google.type" };

function notMessage(json: unknown, typeName: string, path: string): string {
  if (path === "") {
    return 'Invalid JSON payload received. Unknown name "": Root element must be a message.';
  }
  const packageName = sharedPackages[typeName] ?? "google.ai.generativelanguage.v1beta";
  const value = JSON.stringify(json).slice(0, 200);
  return `Invalid value at '${path}' (type.googleapis.com/${packageName}.${typeName}), ${value}`;
}

/** Field names come in camelCase or in snake_case. */
function fieldNamed(type: MessageType, name: string): string | undefined {
  const camel = name.replaceAll(/(?<=[a-z0-9])_([a-z0-9])/g, (_match, letter: string) =>
    letter.toUpperCase(),
  );
  return [name, camel].find((candidate) => Object.hasOwn(type.fields, candidate));
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

const join = (path: string, name: string) => (path === "" ? name : `${path}.${name}`);

function checkOneof(type: MessageType, field: string, set: JsonObject, path: string, report: Report): void {
  for (const [group, members] of Object.entries(type.oneofs ?? {})) {
    if (members.includes(field) && members.some((member) => member in set)) {
      report(
        path,
        `Invalid value at '${path}' (oneof), oneof field '${group}' is already set. Cannot set '${field}'`,
      );
    }
  }
}

function fieldValue(value: unknown, type: FieldType, path: string, report: Report): unknown {
  if (typeof type !== "string") {
    return type.list
      ? list(value, path, (item, at) => enumValue(item, type, at, report))
      : enumValue(value, type, path, report);
  }
  if (type.endsWith("[]")) {
    return list(value, path, (item, at) => fieldValue(item, type.slice(0, -2), at, report));
  }
  const values = /^map<(.+)>$/.exec(type)?.[1];
  if (values !== undefined) {
    return map(value, values, path, report);
  }
  if (type in schema.messages) {
    if (Array.isArray(value)) {
      report(path, notRepeating(path));
      return {};
    }
    return message(value, type, path, report);
  }
  const problem =
    Array.isArray(value) && type !== "any" ? notRepeating(path) : scalarProblem(value, type, path);
  if (problem !== undefined) {
    report(path, problem);
  }
  return numeric.has(type) ? Number(value) : value;
}

/** Numbers may come as strings; only int64 is written as one. */
const numeric: ReadonlySet<string> = new Set(["int32", "float", "double"]);

function notRepeating(path: string): string {
  const cut = path.lastIndexOf(".");
  const where = cut < 0 ? "" : ` at '${path.slice(0, cut)}'`;
  const name = path.slice(cut + 1);
  return `Invalid JSON payload received. Unknown name "${name}"${where}: Proto field is not repeating, cannot start list.`;
}

/** A lone value stands for a list of one, as in many of the service's own examples. */
function list(value: unknown, path: string, read: (item: unknown, path: string) => unknown): unknown {
  return Array.isArray(value)
    ? value.map((item: unknown, index) => read(item, `${path}[${index}]`))
    : [read(value, path)];
}

function map(value: unknown, type: string, path: string, report: Report): unknown {
  if (!isObject(value)) {
    report(path, `Invalid value at '${path}' (Map), ${JSON.stringify(value)}`);
    return {};
  }
  const entries = Object.entries(value).map(([key, item], index) => [
    key,
    fieldValue(item, type, `${path}[${index}].value`, report),
  ]);
  return Object.fromEntries(entries) as JsonObject;
}

/** Names are taken in any case; numbers are taken for the member at that place. */
function enumValue(value: unknown, type: EnumType, path: string, report: Report): unknown {
  const name = typeof value === "number" ? type.enum[value] : value;
  const found =
    typeof name === "string"
      ? type.enum.find((member) => member.toLowerCase() === name.toLowerCase())
      : undefined;
  if (found === undefined) {
    report(path, `Invalid value at '${path}' (TYPE_ENUM), ${JSON.stringify(value)}`);
  }
  return found;
}
