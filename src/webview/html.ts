import * as vscode from "vscode";
import type { ChatViewFolders } from "./chatView.ts";
import { pagePolicy } from "./policy.ts";

/** The page that carries the view. */
export function pageHtml(webview: vscode.Webview, extensionUri: vscode.Uri, language: string): string {
  const resource = (name: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, "dist", "webview", name)).toString();
  const nonce = createNonce();
  const policy = pagePolicy(nonce, webview.cspSource);
  return `<!DOCTYPE html>
<html lang="${language}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <title>Castor</title>
    <link rel="stylesheet" href="${resource("main.css")}">
  </head>
  <body>
    <div id="root"></div>
    <script type="module" nonce="${nonce}" src="${resource("main.js")}"></script>
  </body>
</html>`;
}

export function webviewOptions({ extension, media }: ChatViewFolders): vscode.WebviewOptions {
  return {
    enableScripts: true,
    enableForms: false,
    localResourceRoots: [vscode.Uri.joinPath(extension, "dist", "webview"), ...media],
  };
}

function createNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}
