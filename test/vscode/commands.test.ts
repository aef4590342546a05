import assert from "node:assert/strict";
import { commands, extensions } from "vscode";
import { activateCastor } from "./support.ts";

interface Contributions {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: readonly {
      readonly title: string;
      readonly properties: Readonly<Record<string, { readonly markdownDescription: string }>>;
    }[];
  };
}

describe("Castor's contributions", () => {
  it("are the commands that it registers, each of them and no others", async () => {
    const castor = await activateCastor();
    const named = (castor.packageJSON as Contributions).contributes.commands.map(({ command }) => command);
    const registered = (await commands.getCommands(true)).filter((command) => command.startsWith("castor."));
    // VS Code itself makes commands for the view: castor.chat.focus and the like.
    const own = registered.filter((command) => !command.startsWith("castor.chat."));
    assert.deepEqual(own.toSorted(), named.toSorted());
  });

  it("come with their words in place of the placeholders", async () => {
    const castor = await activateCastor();
    const { configuration } = (castor.packageJSON as Contributions).contributes;
    const words = configuration.flatMap(({ title, properties }) => [
      title,
      ...Object.values(properties).map(({ markdownDescription }) => markdownDescription),
    ]);
    assert.deepEqual(
      words.filter((word) => /^%|^$/.test(word)),
      [],
    );
  });

  it("hand nothing to other extensions", async () => {
    await activateCastor();
    assert.equal(extensions.getExtension("castor.castor")?.exports, undefined);
  });
});
