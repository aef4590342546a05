import type { IncomingHttpHeaders } from "node:http";
import { ApiFailure, detail, errorInfo } from "./failure.ts";

/** The keys that work; `any` takes each non-empty one, `none` asks for no key at all. */
export type Keys = readonly string[] | "any" | "none";

/** Refuses what Google refuses: no credential, more than one, or one it does not know. */
export function checkCredentials(keys: Keys, headers: IncomingHttpHeaders, query: URLSearchParams): void {
  const header = headers["x-goog-api-key"];
  const credentials = [header, query.get("key"), headers.authorization].filter(
    (value): value is string => typeof value === "string" && value !== "",
  );
  if (credentials.length > 1) {
    throw new ApiFailure(400, "Multiple authentication credentials received. Please pass only one.");
  }
  if (keys === "none") {
    return;
  }
  const [key] = credentials;
  if (key === undefined) {
    throw new ApiFailure(
      403,
      "Method doesn't allow unregistered callers (callers without established identity). " +
        "Please use API Key or other form of API consumer identity to call this API.",
    );
  }
  if (headers.authorization !== undefined) {
    throw new ApiFailure(
      401,
      "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or " +
        "other valid authentication credential.",
      [errorInfo("ACCESS_TOKEN_TYPE_UNSUPPORTED")],
    );
  }
  if (keys !== "any" && !keys.includes(key)) {
    throw wrongKey(key);
  }
}

/** The real service puts the key into the details, which a client must never show. */
export function wrongKey(key: string): ApiFailure {
  const message = "API key not valid. Please pass a valid API key.";
  return new ApiFailure(400, message, [
    errorInfo("API_KEY_INVALID"),
    detail("LocalizedMessage", { locale: "en-US", message }),
    detail("DebugInfo", { detail: `Invalid API key: ${key}` }),
  ]);
}
