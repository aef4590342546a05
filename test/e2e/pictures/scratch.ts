import { exitOnSignals } from "../../host/processes.ts";
import { startEmulator } from "../../emulator/emulator.ts";
import { closeSharedBrowser } from "../support/browser.ts";
import { Attachments, sample } from "../support/attachments.ts";
import { Chat } from "../support/chat.ts";
import { launch } from "../support/launch.ts";
import type { Theme } from "../support/themes.ts";

exitOnSignals();
const themes = (process.argv[2] ?? "dark").split(",") as Theme[];
const emulator = await startEmulator({ keys: "none", tokensPerSecond: 4000 });
try {
  const workbench = await launch({
    emulator,
    theme: themes[0] ?? "dark",
    size: { width: 1000, height: 800 },
    scale: 1,
    settings: { "castor.authentication": "none", "castor.attachments.inlineLimit": 4 },
  });
  await workbench.openCastor();
  const chat = new Chat(workbench.panel);
  const files = new Attachments(workbench.panel);
  const width = async (x: number) => {
    const box = (await workbench.page.locator(".part.sidebar").boundingBox())!;
    await workbench.page.mouse.move(box.x + box.width + 1, 300);
    await workbench.page.mouse.down();
    await workbench.page.mouse.move(box.x + x, 300, { steps: 4 });
    await workbench.page.mouse.up();
    await workbench.page.mouse.move(700, 20);
    await workbench.page.waitForTimeout(300);
  };
  await files.drop([
    await sample("tones.mp3", "audio/mpeg", "Besprechung Hafenverwaltung 2026-11-14 Protokoll Teil 2.mp3"),
    await sample("screen.mp4", "video/mp4", "screen-recording-of-the-tide-table-regression-2026-11-20.mp4"),
    await sample(
      "report.pdf",
      "application/pdf",
      "Annual report of the harbour authority (final, revised).pdf",
    ),
    await sample("../images/sunset.jpg", "image/jpeg", "sunset over the outer harbour.jpg"),
    await sample("module.ts", "", "a.ts"),
  ]);
  await files.ready("a.ts").waitFor();
  await files.ready("sunset over the outer harbour.jpg").waitFor();
  await workbench.page.waitForTimeout(1000);
  await width(470);
  await workbench.screenshot(`scratch-ready-wide`);
  await width(290);
  await workbench.screenshot(`scratch-ready-narrow`);
  await chat.converse("What do these say?");
  await workbench.panel.getByRole("article").first().scrollIntoViewIfNeeded();
  await workbench.screenshot(`scratch-sent-narrow`);
  await width(470);
  await workbench.panel.getByRole("article").first().scrollIntoViewIfNeeded();
  await workbench.screenshot(`scratch-sent-wide`);
  await files.drop([
    await sample("archive.zip", "application/zip", "backup of the harbour office 2026-11.zip"),
    await sample("program.exe", "", "installer.exe"),
    await sample("letter.docx", "", "letter to the harbour master.docx"),
    { name: "empty.txt", type: "text/plain", bytes: new Uint8Array() },
    { name: "odd.bin", type: "", bytes: Uint8Array.of(1, 2, 0, 3) },
    await sample("../images/flag.png", "image/png", "flag.png"),
  ]);
  await files.ready("flag.png").waitFor();
  await workbench.page.waitForTimeout(500);
  for (const theme of themes) {
    if (theme !== themes[0]) {
      await workbench.setTheme(theme);
      await workbench.panel.getByRole("article").first().waitFor({ timeout: 120000 });
      await workbench.page.waitForTimeout(1500);
    }
    await width(470);
    await workbench.screenshot(`scratch-failed-wide-${theme}`);
    await width(290);
    await workbench.screenshot(`scratch-failed-narrow-${theme}`);
  }
  await workbench.close();
} finally {
  await emulator.close();
  await closeSharedBrowser();
}
