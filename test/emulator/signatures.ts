import { randomBytes } from "node:crypto";
import type { EmulatedModel } from "./models.ts";

/** What Google documents for histories that were not made by the model they are sent to. */
const bypasses = ["skip_thought_signature_validator", "context_engineering_is_the_way_to_go"];

const prefix = (model: EmulatedModel) => `emulated thought of ${model.version} `;

/** A new opaque signature, good for this model only. */
export function signatureFor(model: EmulatedModel): string {
  return Buffer.concat([Buffer.from(prefix(model)), randomBytes(48)]).toString("base64");
}

export function isSignatureOf(model: EmulatedModel, signature: string): boolean {
  return (
    bypasses.includes(signature) ||
    Buffer.from(signature, "base64").toString("latin1").startsWith(prefix(model))
  );
}
