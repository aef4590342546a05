import assert from "node:assert/strict";
import { commands, workspace } from "vscode";
import { activateCastor, sampleFile } from "./support.ts";

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

describe("Castor in the extension host", () => {
  it("activates", async () => {
    const castor = await activateCastor();
    assert.equal(castor.isActive, true);
  });

  it("has a handler for every command its manifest names", async () => {
    const castor = await activateCastor();
    const named = (castor.packageJSON as Manifest).contributes.commands.map(({ command }) => command);
    const registered = await commands.getCommands(true);
    assert.deepEqual(
      named.filter((command) => !registered.includes(command)),
      [],
    );
  });

  it("runs on the sample workspace", async () => {
    const document = await workspace.openTextDocument(sampleFile("src/tides.ts"));
    assert.equal(document.languageId, "typescript");
  });
});
