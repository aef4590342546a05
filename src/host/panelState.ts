import type { PanelState } from "../shared/protocol.ts";
import { type ApiKeys, environmentKey } from "./apiKey.ts";
import { GOOGLE_ORIGIN } from "./endpoint.ts";
import type { Settings } from "./settings.ts";

/** What stands around the conversation, as the panel shows it. No key, only whether there is one. */
export async function readPanelState(settings: Settings, keys: ApiKeys): Promise<PanelState> {
  const { endpoint, endpointLabel, model, showThoughts, needsKey, whenFull } = settings;
  const key = !needsKey ? "notNeeded" : (await keys.current()) === "" ? "missing" : "present";
  const found = environmentKey();
  const badge = endpointBadge(endpoint.type === "valid" ? endpoint : undefined, endpointLabel);
  return {
    key,
    model,
    showThoughts,
    whenFull,
    ...(key === "missing" && found && { environmentKey: found.name }),
    ...(badge !== undefined && { endpoint: badge }),
  };
}

function endpointBadge(
  endpoint: { readonly origin: string; readonly host: string } | undefined,
  label: string,
): string | undefined {
  if (endpoint?.origin === GOOGLE_ORIGIN) {
    return undefined;
  }
  return label || endpoint?.host;
}
