import * as vscode from "vscode";
import { type ApiKeys, environmentKey } from "./apiKey.ts";
import { type Endpoint, GOOGLE_ORIGIN } from "./endpoint.ts";
import { askForKey, type KeyCheck } from "./keyInput.ts";
import { endpointTrouble } from "./problems.ts";
import type { Settings } from "./settings.ts";

const ENVIRONMENT_KEY_OFFERED = "castor.environmentKeyOffered";

export interface KeyPorts {
  readonly keys: ApiKeys;
  readonly settings: Settings;
  /** A cheap live call with this key. */
  readonly check: (key: string, signal: AbortSignal) => Promise<KeyCheck>;
}

/** Asks for the API key, checks it by a live call, and keeps it under the endpoint it was checked against. */
export async function setApiKey({ keys, settings, check }: KeyPorts): Promise<void> {
  const endpoint = await validEndpoint(settings);
  if (endpoint === undefined) {
    return;
  }
  const key = await askForKey(keyPrompt(endpoint), check);
  if (key !== undefined) {
    await keys.set(endpoint.origin, key);
    await vscode.commands.executeCommand("castor.openChat");
  }
}

/** Takes over a key from the environment after the person said so. */
export async function useEnvironmentKey(
  { keys, settings, check }: KeyPorts,
  found: { readonly name: string; readonly value: string },
): Promise<void> {
  const endpoint = await validEndpoint(settings);
  if (endpoint === undefined) {
    return;
  }
  const result = await check(found.value, AbortSignal.timeout(30_000));
  if (result.type === "accepted") {
    await keys.set(endpoint.origin, found.value);
    return;
  }
  const keep = vscode.l10n.t("Keep It Anyway");
  const buttons = result.type === "unchecked" ? [keep] : [];
  const answer = await vscode.window.showWarningMessage(`${found.name}: ${result.reason}`, ...buttons);
  if (answer === keep) {
    await keys.set(endpoint.origin, found.value);
  }
}

/** Asks once, in words, whether the key in the environment may be used. */
export async function offerEnvironmentKey(
  ports: KeyPorts,
  found: { readonly name: string; readonly value: string },
): Promise<void> {
  const { endpoint } = ports.settings;
  if (endpoint.type === "invalid") {
    return;
  }
  const use = vscode.l10n.t("Use It");
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t(
      "Castor found {0} in the environment. Use it for {1}? It is then kept in VS Code's secret storage.",
      found.name,
      endpoint.host,
    ),
    use,
    vscode.l10n.t("Not Now"),
  );
  if (answer === use) {
    await useEnvironmentKey(ports, found);
  }
}

export async function removeApiKey({ keys, settings }: KeyPorts): Promise<void> {
  const endpoint = await validEndpoint(settings);
  if (endpoint === undefined) {
    return;
  }
  if (!(await keys.has(endpoint.origin))) {
    await vscode.window.showInformationMessage(vscode.l10n.t("There is no API key for {0}.", endpoint.host));
    return;
  }
  const remove = vscode.l10n.t("Remove");
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t("Remove the API key for {0}?", endpoint.host),
    { modal: true, detail: vscode.l10n.t("The key itself stays valid; only VS Code forgets it.") },
    remove,
  );
  if (answer === remove) {
    await keys.remove(endpoint.origin);
  }
}

/** Says in a sentence whether the endpoint answers to the key. */
export async function testConnection({ keys, settings, check }: KeyPorts): Promise<void> {
  const endpoint = await validEndpoint(settings);
  if (endpoint === undefined) {
    return;
  }
  const key = await keys.current();
  if (key === "" && settings.needsKey) {
    const set = vscode.l10n.t("Set API Key");
    const answer = await vscode.window.showWarningMessage(
      vscode.l10n.t("There is no API key for {0} yet.", endpoint.host),
      set,
    );
    if (answer === set) {
      await vscode.commands.executeCommand("castor.setApiKey");
    }
    return;
  }
  const started = performance.now();
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t("Asking {0}…", endpoint.host) },
    () => check(key, AbortSignal.timeout(30_000)),
  );
  const elapsed = Math.round(performance.now() - started).toLocaleString(vscode.env.language);
  if (result.type === "accepted" && result.modelTrouble === undefined) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t("{0} is ready. {1} answered in {2} ms.", settings.model, endpoint.host, elapsed),
    );
    return;
  }
  const log = vscode.l10n.t("Show Log");
  const trouble = result.type === "accepted" ? (result.modelTrouble ?? "") : result.reason;
  if ((await vscode.window.showErrorMessage(trouble, log)) === log) {
    await vscode.commands.executeCommand("castor.showLog");
  }
}

type ValidEndpoint = Extract<Endpoint, { readonly type: "valid" }>;

async function validEndpoint(settings: Settings): Promise<ValidEndpoint | undefined> {
  const { endpoint } = settings;
  if (endpoint.type === "valid") {
    return endpoint;
  }
  const open = vscode.l10n.t("Open Settings");
  const answer = await vscode.window.showErrorMessage(endpointTrouble(endpoint.reason), open);
  if (answer === open) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "castor.endpoint");
  }
  return undefined;
}

function keyPrompt(endpoint: ValidEndpoint): string {
  return endpoint.origin === GOOGLE_ORIGIN
    ? vscode.l10n.t("Your Gemini API key. Google AI Studio makes one at aistudio.google.com/apikey.")
    : vscode.l10n.t("Your API key for {0}. It is sent to that host and to no other.", endpoint.host);
}

/** A key in the environment is asked about one time, and only while there is no other. */
export async function offerEnvironmentKeyOnce(state: vscode.Memento, ports: KeyPorts): Promise<void> {
  const found = environmentKey();
  const { keys, settings } = ports;
  const wanted = found !== undefined && settings.needsKey && !state.get(ENVIRONMENT_KEY_OFFERED, false);
  if (wanted && (await keys.current()) === "") {
    await state.update(ENVIRONMENT_KEY_OFFERED, true);
    await offerEnvironmentKey(ports, found);
  }
}
