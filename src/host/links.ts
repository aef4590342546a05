import * as vscode from "vscode";

/** Opens a link of an answer through VS Code, which asks first; anything but a web page or a mail address is inert. */
export async function openLink(url: string): Promise<void> {
  const target = URL.parse(url);
  if (target !== null && /^(https?|mailto):$/.test(target.protocol)) {
    await vscode.env.openExternal(vscode.Uri.parse(target.href, true));
  }
}
