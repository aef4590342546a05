import { readFileSync } from "node:fs";

/**
 * A scalar (`string`, `bytes`, `boolean`, `int32`, `int64`, `float`, `double`, `duration`, `timestamp`, `struct`,
 * `any`), the name of a message, either of them with `[]` behind it or as `map<…>`; or an enum.
 */
export type FieldType = string | EnumType;

export interface EnumType {
  readonly enum: readonly string[];
  readonly list?: true;
}

export interface MessageType {
  readonly fields: Readonly<Record<string, FieldType>>;
  /** Groups of fields of which one at most may be set. */
  readonly oneofs?: Readonly<Record<string, readonly string[]>>;
}

/** Made by `makeSchema.ts`. */
export interface Schema {
  /** Of the discovery document. */
  readonly revision: string;
  readonly messages: Readonly<Record<string, MessageType>>;
}

export const schema = JSON.parse(readFileSync(new URL("../schema.json", import.meta.url), "utf8")) as Schema;
