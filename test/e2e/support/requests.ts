import type { RecordedRequest } from "../../emulator/emulator.ts";
import type { GenerateContentRequest } from "../../emulator/wire.ts";

interface Said {
  readonly role: string | undefined;
  readonly text: string;
}

/** The conversation as a request carried it, thoughts left out. */
export function askedOf(request: RecordedRequest | undefined): readonly Said[] {
  const { contents = [] } = (request?.json ?? {}) as GenerateContentRequest;
  return contents.map(({ role, parts = [] }) => ({
    role,
    text: parts.map((part) => (part.thought ? "" : (part.text ?? ""))).join(""),
  }));
}

/** The model that a request was for. */
export function modelOf(request: RecordedRequest | undefined): string | undefined {
  return /\/models\/([^:]+):/.exec(request?.path ?? "")?.[1];
}
