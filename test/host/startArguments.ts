export interface StartArguments {
  /** Where VS Code is to be served; undefined: anywhere, or in a window of its own. */
  readonly port: number | undefined;
}

export const startUsage = "Usage: npm start [-- --port NUMBER]";

/** @throws when the arguments are not those of the usage */
export function parseStartArguments(args: readonly string[]): StartArguments {
  if (args.length === 0) return { port: undefined };
  const [name, value = "", ...rest] = args.flatMap((argument) => argument.split("="));
  const port = Number(value);
  if (name !== "--port" || rest.length > 0)
    throw new Error(`Unknown arguments: ${args.join(" ")}. ${startUsage}`);
  if (!/^\d+$/.test(value) || port < 1 || port > 65_535) {
    throw new Error(`${value || "Nothing"} is not a port: give a number from 1 to 65535. ${startUsage}`);
  }
  return { port };
}
