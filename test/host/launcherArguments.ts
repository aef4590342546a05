/** What the launcher understands of VS Code's command line. */
export interface LauncherArguments {
  readonly extensionDevelopmentPaths: readonly string[];
  readonly extensionTestsPath: string | undefined;
  readonly userDataDir: string | undefined;
  /** The address of a script that says which proxy leads where. */
  readonly proxyPacUrl: string | undefined;
  readonly folder: string | undefined;
}

/** Reads `--name=value`, `--name value` and the folder; flags that only a desktop window knows are passed over. */
export function parseLauncherArguments(args: readonly string[]): LauncherArguments {
  const valued = [
    "--extensionDevelopmentPath",
    "--extensionTestsPath",
    "--user-data-dir",
    "--extensions-dir",
    "--proxy-pac-url",
  ];
  const values = new Map<string, string[]>();
  const folders: string[] = [];
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? "";
    const [name = "", ...rest] = argument.split("=");
    if (valued.includes(name)) {
      const value = argument.includes("=") ? rest.join("=") : (args[++index] ?? "");
      values.set(name, [...(values.get(name) ?? []), value]);
    } else if (!argument.startsWith("-")) {
      folders.push(argument);
    }
  }
  return {
    extensionDevelopmentPaths: values.get("--extensionDevelopmentPath") ?? [],
    extensionTestsPath: values.get("--extensionTestsPath")?.at(-1),
    userDataDir: values.get("--user-data-dir")?.at(-1),
    proxyPacUrl: values.get("--proxy-pac-url")?.at(-1),
    folder: folders.at(-1),
  };
}
