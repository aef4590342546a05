import type { Part } from "../gemini/wire.ts";
import type { ModelPart, TranscriptEvent } from "../shared/transcript.ts";
import type { AttachmentStore } from "./ports.ts";

type WithoutTurn<E> = E extends unknown ? Omit<E, "turnId"> : never;
type Added = WithoutTurn<Extract<TranscriptEvent, { readonly type: "textAdded" | "partAdded" }>>;

/** What one part of a chunk adds to the turn on the screen. Bytes go to the store, the turn holds their hash. */
export async function addedParts(part: Part, store: AttachmentStore): Promise<readonly Added[]> {
  if (part.text !== undefined) {
    const kind = part.thought === true ? "thought" : "text";
    return part.text === "" ? [] : [{ type: "textAdded", kind, text: part.text }];
  }
  if (part.inlineData !== undefined) {
    const { mimeType = "application/octet-stream", data = "" } = part.inlineData;
    return [added({ type: "media", mimeType, hash: await store.putBase64(data) })];
  }
  return [added(shownPart(part))];
}

function added(part: ModelPart): Added {
  return { type: "partAdded", part };
}

function shownPart(part: Part): ModelPart {
  if (part.executableCode !== undefined) {
    const { language = "", code = "" } = part.executableCode;
    return { type: "code", language: language.toLowerCase(), code };
  }
  if (part.codeExecutionResult !== undefined) {
    const { outcome = "", output = "" } = part.codeExecutionResult;
    return { type: "codeResult", outcome, output };
  }
  if (part.functionCall !== undefined) {
    const { name = "", args = {} } = part.functionCall;
    return { type: "functionCall", name, args: JSON.stringify(args, undefined, 2) };
  }
  return { type: "unknown", kind: Object.keys(part).find((key) => !metadata.has(key)) ?? "part" };
}

/** Keys that say something about a part and are not its data. */
const metadata = new Set(["thought", "thoughtSignature", "partMetadata", "videoMetadata", "mediaResolution"]);
