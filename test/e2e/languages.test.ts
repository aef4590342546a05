import assert from "node:assert/strict";
import { startEmulator, type Emulator } from "../emulator/emulator.ts";
import { launch } from "./support/launch.ts";
import type { Workbench } from "./support/workbench.ts";

/** VS Code's own words stay English here; what is tested are the extension's. */
describe("In German", () => {
  let emulator: Emulator;
  let workbench: Workbench;

  before(async () => {
    emulator = await startEmulator();
    workbench = await launch({ emulator, language: "de" });
    await workbench.openCastor();
  });
  after(async () => {
    await workbench.close();
    await emulator.close();
  });

  it("the panel, VS Code's questions and the commands are German", async () => {
    const { panel } = workbench;
    await panel.getByRole("heading", { name: "Bringen Sie Ihren Gemini-Schlüssel mit" }).waitFor();
    assert.equal(await panel.locator("html").getAttribute("lang"), "de");
    await workbench.screenshot("languages-welcome");
    await workbench.runCommand("Castor: API-Schlüssel eingeben…");
    await workbench.page.getByText("Castor: API-Schlüssel", { exact: true }).waitFor();
    await workbench.quickInput("any-key");
    await panel.getByRole("heading", { name: "Fragen Sie Gemini" }).waitFor();
  });

  it("answers and their ends are German too, numbers included", async () => {
    const { panel } = workbench;
    const input = panel.getByRole("textbox", { name: "Nachricht an Gemini" });
    await input.fill("Was ist eine Springflut?");
    await input.press("Enter");
    await panel.getByRole("button", { name: "Antwort kopieren" }).waitFor();
    emulator.scenario("blocked-prompt");
    await input.fill("Etwas Verbotenes");
    await input.press("Enter");
    await panel.getByText("Gemini hat die Frage abgelehnt.").first().waitFor();
    assert.deepEqual(await workbench.axe(), []);
    await workbench.screenshot("languages-conversation");
  });
});
