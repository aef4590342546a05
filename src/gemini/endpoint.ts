import { GeminiError } from "./errors.ts";

export interface Endpoint {
  /** Default `https://generativelanguage.googleapis.com`; with or without a slash, a path or the version at its end. */
  readonly baseUrl?: string;
  /** Default `v1beta`. */
  readonly apiVersion?: string;
}

/** `gemini-x` → `models/gemini-x`; a name with a slash is taken as it is. */
export function modelName(model: string): string {
  const name = model.trim().replace(/^\/+/, "");
  return name.includes("/") ? name : `models/${name}`;
}

/** A model's name as part of a URL. */
export function modelPath(model: string): string {
  return modelName(model).split("/").map(encodeURIComponent).join("/");
}

/** The URL of a path below the API's version. Throws if the endpoint is not a URL. */
export function endpointUrl({ baseUrl, apiVersion = "v1beta" }: Endpoint, path: string): string {
  const given = (baseUrl ?? "https://generativelanguage.googleapis.com").trim();
  if (!/^https?:\/\/[^/]/i.test(given) || !URL.canParse(given)) {
    throw new GeminiError("endpoint", "The endpoint is not an http or https URL");
  }
  const base = given.replace(/[?#].*$/s, "").replace(/\/+$/, "");
  return base.endsWith(`/${apiVersion}`) ? `${base}/${path}` : `${base}/${apiVersion}/${path}`;
}
