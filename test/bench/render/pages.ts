import * as esbuild from "esbuild";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import http from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { repository } from "../../host/paths.ts";
import { createTemporaryFolder, removeTemporaryFolder } from "../../host/temporaryFolder.ts";
import { pagePolicy } from "../../../src/webview/policy.ts";

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript",
  ".css": "text/css",
  ".ttf": "font/ttf",
  ".woff2": "font/woff2",
};
const nonce = "measured";

/** Serves the page's bundles under the policy of the real page. */
export class Pages {
  readonly #folder: string;
  readonly #server: http.Server;

  static async open(entryPoints: Readonly<Record<string, string>>): Promise<Pages> {
    const folder = await createTemporaryFolder("bench-page");
    await esbuild.build({
      entryPoints: { ...entryPoints, style: path.join(repository, "media/styles/main.css") },
      outdir: folder,
      bundle: true,
      minify: true,
      format: "esm",
      platform: "browser",
      target: "chrome138",
      splitting: true,
      jsx: "automatic",
      jsxImportSource: "preact",
      loader: { ".ttf": "file", ".woff2": "file" },
      define: { "process.env.NODE_ENV": '"production"' },
      logLevel: "warning",
    });
    const server = http.createServer((request, response) => {
      const name = path.basename(request.url ?? "");
      readFile(path.join(folder, name)).then(
        (bytes) => response.setHeader("Content-Type", types[path.extname(name)] ?? "").end(bytes),
        () => response.writeHead(404).end(),
      );
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new Pages(folder, server);
  }

  private constructor(folder: string, server: http.Server) {
    this.#folder = folder;
    this.#server = server;
  }

  /** A new page of a panel's size. `anyHtml`: for those that need to make elements of HTML, and styles of attributes. */
  async show(browser: Browser, entry: string, { anyHtml = false } = {}): Promise<Page> {
    const { port } = this.#server.address() as AddressInfo;
    const origin = `http://127.0.0.1:${port}`;
    const policy = pagePolicy(nonce, anyHtml ? `${origin} 'unsafe-inline'` : origin);
    const allowed = anyHtml ? policy.replace(/; require-trusted-types-for.*$/, "") : policy;
    const page = await browser.newPage({ viewport: { width: 480, height: 900 } });
    page.on("pageerror", (error) => console.error(error));
    await page.route(`${origin}/${entry}.html`, (route) =>
      route.fulfill({
        contentType: "text/html",
        headers: { "Content-Security-Policy": allowed },
        body: `<!DOCTYPE html><html lang="en"><head><title>Castor</title>
          <link rel="stylesheet" href="/style.css"></head><body><div id="root"></div>
          <script type="module" nonce="${nonce}" src="/${entry}.js"></script></body></html>`,
      }),
    );
    await page.goto(`${origin}/${entry}.html`);
    return page;
  }

  async close(): Promise<void> {
    this.#server.close();
    await removeTemporaryFolder(this.#folder);
  }
}
