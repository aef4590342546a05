// npm run pictures: takes the README's pictures anew, of the real panel in a real VS Code over the emulator.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { repository } from "../../host/paths.ts";
import { exitOnSignals } from "../../host/processes.ts";
import { type Emulator, startEmulator } from "../../emulator/emulator.ts";
import { closeSharedBrowser } from "../support/browser.ts";
import { launch, type LaunchOptions } from "../support/launch.ts";
import type { Workbench } from "../support/workbench.ts";

const folder = path.join(repository, "media/pictures");
const size = { width: 1200, height: 720 };

/** Makes the side bar as wide as people like it for a chat. */
async function widen(workbench: Workbench): Promise<void> {
  const sideBar = await workbench.page.locator(".part.sidebar").boundingBox();
  if (!sideBar) throw new Error("The side bar is not there.");
  const y = sideBar.y + sideBar.height / 3;
  await workbench.page.mouse.move(sideBar.x + sideBar.width + 1, y);
  await workbench.page.mouse.down();
  await workbench.page.mouse.move(470, y, { steps: 5 });
  await workbench.page.mouse.up();
}

async function take(workbench: Workbench, name: string): Promise<void> {
  await workbench.page.mouse.move(250, 52);
  await workbench.page.screenshot({ path: path.join(folder, `${name}.jpg`), type: "jpeg", quality: 82 });
  console.log(`media/pictures/${name}.jpg`);
}

async function withWorkbench(
  options: LaunchOptions & { readonly emulator: Emulator },
  work: (workbench: Workbench, emulator: Emulator) => Promise<void>,
): Promise<void> {
  const workbench = await launch({ size, scale: 2, ...options });
  try {
    await work(workbench, options.emulator);
  } finally {
    await workbench.close();
    options.emulator.reset();
  }
}

async function answered(workbench: Workbench): Promise<void> {
  const turn = workbench.panel.getByRole("article").last();
  await turn.getByRole("button", { name: "Copy Answer" }).waitFor();
}

const demo = {
  "files.autoSave": "off",
  "castor.authentication": "none",
  "castor.endpointLabel": "Offline demo",
};

async function takeAll(emulator: Emulator): Promise<void> {
  await withWorkbench({ emulator, theme: "light" }, async (workbench) => {
    await workbench.openFile("README.md");
    await workbench.openCastor();
    await widen(workbench);
    await workbench.panel.getByRole("button", { name: "Set API Key" }).waitFor();
    await take(workbench, "welcome-light");
  });
  await withWorkbench({ emulator, theme: "light", settings: demo }, async (workbench) => {
    await workbench.explorer.open();
    await widen(workbench);
    await workbench.explorerContextMenu(["images/boats.jpg", "images/lighthouse.png"], "Describe This Image");
    await workbench.panel.getByRole("img", { name: "lighthouse.png" }).waitFor();
    await answered(workbench);
    await take(workbench, "images-light");
  });
  await withWorkbench({ emulator, theme: "dark", settings: demo }, async (workbench) => {
    await workbench.explorer.open();
    await widen(workbench);
    await workbench.explorerContextMenu(["media/bug-recording.mp4"], "Describe This Video");
    await answered(workbench);
    await workbench.panel.getByRole("button", { name: "Play bug-recording.mp4" }).click();
    await workbench.panel.locator("video").waitFor();
    await workbench.panel.getByRole("article").first().scrollIntoViewIfNeeded();
    await take(workbench, "video-dark");
  });
  await withWorkbench({ emulator, theme: "dark", settings: demo }, async (workbench) => {
    await workbench.openFile("tides.ts");
    await workbench.openCastor();
    await widen(workbench);
    await workbench.goTo(33, 5);
    await workbench.editorContextMenu("Explain Selection");
    await answered(workbench);
    await workbench.panel.getByRole("article").first().scrollIntoViewIfNeeded();
    await take(workbench, "explain-dark");
    await workbench.runCommand("Castor: New Chat");
    emulator.scenario("rate-limit seconds=34.07");
    const input = workbench.panel.getByRole("textbox");
    await input.fill("How high is the water at noon?");
    await input.press("Enter");
    await workbench.panel.getByRole("button", { name: "Retry Now" }).waitFor();
    await take(workbench, "countdown-dark");
    await workbench.panel.getByRole("button", { name: "Cancel" }).click();
    emulator.scenario("pace tokens=9");
    await workbench.goTo(37);
    await workbench.runCommand("Castor: Generate at Cursor…");
    await workbench.quickInput("a function that tells whether a boat of a given draught can pass the bar");
    await workbench.editor.locator(".view-line", { hasText: "for (const item" }).waitFor();
    await take(workbench, "generate-dark");
  });
}

exitOnSignals();
await mkdir(folder, { recursive: true });
const emulator = await startEmulator({ keys: "none", tokensPerSecond: 400 });
try {
  await takeAll(emulator);
} finally {
  await emulator.close();
  await closeSharedBrowser();
}
