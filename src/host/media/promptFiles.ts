import * as vscode from "vscode";
import { HumanError } from "../../base/humanError.ts";
import type { AttachmentStore, MediaPort } from "../../chat/ports.ts";
import type { UserMessage } from "../../chat/ports.ts";
import type { Part } from "../../gemini/wire.ts";
import { mediaKind } from "../../shared/attachment.ts";
import type { FileReference } from "../../shared/transcript.ts";
import { toCandidates } from "./attachActions.ts";
import { messageWith } from "./fileMessage.ts";
import { takeIn } from "./intake.ts";
import { bring } from "./transcribe.ts";

export interface PromptFilePorts {
  readonly store: AttachmentStore;
  readonly delivery: MediaPort;
}

/** Files for commands that take some. */
export function createPromptFiles({ store, delivery }: PromptFilePorts) {
  const take = async (
    uris: readonly vscode.Uri[],
    only: "image" | "any",
  ): Promise<readonly FileReference[]> => {
    const files = await Promise.all(toCandidates(uris).map((candidate) => takeIn(candidate, store)));
    const other =
      only === "image" ? files.find(({ mimeType }) => mediaKind(mimeType) !== "image") : undefined;
    if (other !== undefined) {
      throw new HumanError(
        vscode.l10n.t("{0} is no image that Gemini sees. Choose another file.", other.label),
      );
    }
    return files;
  };
  return {
    message: async (uris: readonly vscode.Uri[], text: string, only: "image" | "any"): Promise<UserMessage> =>
      messageWith(await take(uris, only), text),
    /** What is sent of an image; undefined if it was cancelled. */
    image: async (uri: vscode.Uri): Promise<readonly Part[] | undefined> => {
      const [file] = await take([uri], "image");
      return file && bring(delivery, file);
    },
  };
}
