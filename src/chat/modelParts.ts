import type { Part } from "../gemini/wire.ts";
import type { ModelPart } from "../shared/transcript.ts";
import type { AttachmentStore } from "./ports.ts";
import type { TurnChange } from "./store/records.ts";

/** What a part shows on the screen; undefined when it shows nothing. Bytes go to the store, the screen has their hash. */
async function shownPart(part: Part, store: AttachmentStore): Promise<ModelPart | undefined> {
  if (typeof part.text === "string") {
    return part.text === ""
      ? undefined
      : { type: part.thought === true ? "thought" : "text", text: part.text };
  }
  if (part.inlineData !== undefined) {
    const { mimeType, data } = part.inlineData;
    return { type: "media", mimeType, hash: await store.putBase64(data) };
  }
  return describedPart(part);
}

export async function shownParts(
  parts: readonly Part[],
  store: AttachmentStore,
): Promise<readonly ModelPart[]> {
  const shown = await Promise.all(parts.map((part) => shownPart(part, store)));
  return shown.filter((part) => part !== undefined);
}

/** The event that adds a part to a turn. */
export function addition(turnId: string, part: ModelPart): TurnChange {
  return part.type === "text" || part.type === "thought"
    ? { type: "textAdded", turnId, kind: part.type, text: part.text }
    : { type: "partAdded", turnId, part };
}

function describedPart(part: Part): ModelPart {
  if (part.executableCode !== undefined) {
    const { language = "", code } = part.executableCode;
    return { type: "code", language: language.toLowerCase(), code };
  }
  if (part.codeExecutionResult !== undefined) {
    const { outcome = "", output = "" } = part.codeExecutionResult;
    return { type: "codeResult", outcome, output };
  }
  if (part.functionCall !== undefined) {
    const { name, args = {} } = part.functionCall;
    return { type: "functionCall", name, args: JSON.stringify(args, undefined, 2) };
  }
  return { type: "unknown", kind: Object.keys(part).find((key) => !metadata.has(key)) ?? "part" };
}

/** Keys that say something about a part and are not its data. */
const metadata = new Set(["thought", "thoughtSignature", "partMetadata", "videoMetadata", "mediaResolution"]);
