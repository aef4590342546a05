import { FrameQueue } from "../frameQueue.ts";

/** Milliseconds between two changes of the input. */
const FRAME_MS = 50;

export interface TextInput {
  value: string;
}

export interface InputFilling {
  /** `taken`: the person typed meanwhile, and has it for themselves from then on. */
  readonly ending: "filled" | "stopped" | "taken" | "failed";
  readonly error?: unknown;
  /** What the text has replaced; undefined where nothing came and all is as it was. */
  readonly replaced?: string;
}

/**
 * Writes text into an input as it comes. What stood there stays until the first of it, and for good where none comes.
 * Whatever has come by the end stays.
 */
export async function fillInput(
  input: TextInput,
  chunks: AsyncIterable<string>,
  signal: AbortSignal,
): Promise<InputFilling> {
  const queue = new FrameQueue(FRAME_MS);
  const before = input.value;
  let written = before;
  let text = "";
  let ending: InputFilling["ending"] | undefined;
  let failure: unknown;
  const end = (how: InputFilling["ending"]) => {
    ending ??= how;
    queue.close();
  };
  const stop = () => end("stopped");
  signal.addEventListener("abort", stop, { once: true });
  const read = async () => {
    for await (const chunk of chunks) {
      if (queue.closed) return;
      queue.push(chunk);
    }
    end("filled");
  };
  if (signal.aborted) stop();
  else
    void read().catch((error: unknown) => {
      failure = error;
      end("failed");
    });
  try {
    for (let piece = await queue.next(); piece !== undefined; piece = await queue.next()) {
      if (input.value !== written) {
        ending = "taken";
        queue.close();
        break;
      }
      text += piece;
      written = text.trim() === "" ? before : text.trimStart();
      input.value = written;
    }
    if (input.value === written && text.trim() !== "") {
      input.value = written.trimEnd();
    }
    const replaced = text.trim() === "" ? undefined : before;
    return {
      ending: ending ?? "filled",
      ...(failure !== undefined && { error: failure }),
      ...(replaced !== undefined && { replaced }),
    };
  } finally {
    signal.removeEventListener("abort", stop);
    queue.dispose();
  }
}
