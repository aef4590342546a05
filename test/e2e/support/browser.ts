import type { Browser, BrowserContext, BrowserContextOptions } from "playwright-core";
import { launchChromium, provideChromium } from "../../host/chromium.ts";
import { registerWebviewSelectors } from "./webviews.ts";

/** A reloaded window needs 20 s of computing: on a machine with much else to do that is most of a minute. */
const PATIENCE_MS = 60_000;

let launching: Promise<Browser> | undefined;

async function launch(): Promise<Browser> {
  await registerWebviewSelectors();
  return launchChromium(await provideChromium(console.log));
}

/** The run's one browser: each Workbench gets a context of its own in it. */
function sharedBrowser(): Promise<Browser> {
  launching ??= launch();
  return launching;
}

/** A context whose waits are long enough for a busy machine. */
export async function openContext(
  options: Pick<BrowserContextOptions, "viewport" | "deviceScaleFactor">,
): Promise<BrowserContext> {
  const browser = await sharedBrowser();
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}

export async function closeSharedBrowser(): Promise<void> {
  const browser = await launching;
  launching = undefined;
  await browser?.close();
}
