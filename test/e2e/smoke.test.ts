import assert from "node:assert/strict";
import { launch } from "./support/launch.ts";
import type { Workbench } from "./support/workbench.ts";

describe("Castor in VS Code", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await launch();
  });
  after(() => workbench.close());

  it("stands in the activity bar", async () => {
    await workbench.activityItem.waitFor();
    assert.equal(await workbench.activityItem.getAttribute("aria-selected"), "false");
  });

  it("opens", async () => {
    await workbench.openCastor();
    await workbench.panel.getByRole("textbox").waitFor();
    await workbench.screenshot("first-start");
  });

  it("takes what is typed right after a click on its icon", async () => {
    const input = workbench.panel.getByRole("textbox").and(workbench.panel.locator(":focus"));
    await input.waitFor();
    await workbench.page.keyboard.type("Hello");
    assert.equal(await input.inputValue(), "Hello");
  });
});
