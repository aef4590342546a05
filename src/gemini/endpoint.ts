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
export function endpointUrl(endpoint: Endpoint, path: string): string {
  return `${endpointBase(endpoint)}/${versionOf(endpoint)}/${path}`;
}

/** Where an upload begins. */
export function uploadStartUrl(endpoint: Endpoint): string {
  return `${endpointBase(endpoint)}/upload/${versionOf(endpoint)}/files`;
}

/** The endpoint without a slash or the version at its end. */
export function endpointBase(endpoint: Endpoint): string {
  const given = (endpoint.baseUrl ?? "https://generativelanguage.googleapis.com").trim();
  if (!/^https?:\/\/[^/]/i.test(given) || !URL.canParse(given)) {
    throw new GeminiError("endpoint", "The endpoint is not an http or https URL");
  }
  const base = given.replace(/[?#].*$/s, "").replace(/\/+$/, "");
  const version = `/${versionOf(endpoint)}`;
  return base.endsWith(version) ? base.slice(0, -version.length) : base;
}

function versionOf({ apiVersion = "v1beta" }: Endpoint): string {
  return apiVersion;
}
