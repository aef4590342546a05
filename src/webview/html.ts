import * as vscode from "vscode";
import type { ChatViewFolders } from "./chatView.ts";

/** The page that carries the view. The policy lets in our own script and style, and nothing from anywhere else. */
export function pageHtml(webview: vscode.Webview, extensionUri: vscode.Uri, language: string): string {
  const resource = (name: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, "dist", "webview", name)).toString();
  const nonce = createNonce();
  const policy = [
    "default-src 'none'",
    // strict-dynamic: parts loaded later by import() are trusted because the script that loads them is.
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} blob: data:`,
    `media-src ${webview.cspSource} blob:`,
    "connect-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join("; ");
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
