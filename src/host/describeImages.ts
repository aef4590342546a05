import * as vscode from "vscode";
import type { AttachmentStore } from "../chat/ports.ts";
import type { UserMessage } from "../chat/session.ts";
import { HumanError } from "../base/humanError.ts";
import { readImages } from "./images.ts";

/**
 * The message that asks for a description. `clicked` and `selected` are what VS Code hands a command of the
 * Explorer's menu; from anywhere else the active tab counts.
 */
export async function describeImages(
  clicked: unknown,
  selected: unknown,
  store: AttachmentStore,
): Promise<UserMessage> {
  const images = await readImages(chosenUris(clicked, selected), store);
  const text =
    images.length === 1
      ? vscode.l10n.t("Describe this image.")
      : vscode.l10n.t("Describe these {0} images, one after the other.", images.length);
  return {
    parts: [...images.map((image) => ({ type: "image", image }) as const), { type: "text", text }],
    prompt: [
      ...images.flatMap(({ hash, mimeType, label }) => [
        ...(images.length > 1 ? [{ type: "text", text: label } as const] : []),
        { type: "image", hash, mimeType } as const,
      ]),
      { type: "text", text },
    ],
  };
}

function chosenUris(clicked: unknown, selected: unknown): readonly vscode.Uri[] {
  const several = Array.isArray(selected) ? selected.filter((item) => item instanceof vscode.Uri) : [];
  if (several.length > 0) {
    return several;
  }
  const uri = clicked instanceof vscode.Uri ? clicked : activeTabUri();
  if (uri === undefined) {
    throw new HumanError(
      vscode.l10n.t("Open an image or right-click one in the Explorer, then choose Describe This Image."),
    );
  }
  return [uri];
}

function activeTabUri(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText
    ? input.uri
    : undefined;
}
