import { ApiFailure } from "../failure.ts";
import { type Refusal, refuse } from "../plan.ts";
import type { Scenario } from "./scenario.ts";

function page(status: number, title: string, text: string): Refusal {
  return {
    status,
    headers: { "content-type": "text/html; charset=UTF-8" },
    body:
      `<!DOCTYPE html>\n<html lang=en>\n  <meta charset=utf-8>\n  <title>${title}</title>\n` +
      `  <p><b>${status}.</b> <ins>That’s an error.</ins>\n  <p>${text}  <ins>That’s all we know.</ins>\n`,
  };
}

/** Scenarios played by what stands between the client and the model: front ends and proxies. */
export const frontEnds = {
  "html-502": {
    summary: "502 with an HTML page",
    apply: (plan) => ({
      ...plan,
      refusal: page(
        502,
        "Error 502 (Server Error)!!1",
        "The server encountered a temporary error and could not complete your request. Please try again in 30 seconds.",
      ),
    }),
  },
  "html-413": {
    summary: "413 with an HTML page: the body is too large",
    apply: (plan) => ({
      ...plan,
      refusal: page(
        413,
        "Error 413 (Request Entity Too Large)!!1",
        "Your client issued a request that was too large.",
      ),
    }),
  },
  redirect: {
    summary: "a redirect to another place, which must not get the key",
    usage: "status=302 to=http://redirected.invalid/",
    bare: "to",
    apply: (plan, options) => ({
      ...plan,
      refusal: {
        status: options.number("status", 302),
        headers: { location: options.text("to", "http://redirected.invalid/") },
        body: "",
      },
    }),
  },
  "proxy-auth": {
    summary: "407: a proxy wants credentials",
    apply: (plan) => ({
      ...plan,
      refusal: {
        ...page(407, "Proxy Authentication Required", "The proxy wants to know who you are."),
        headers: { "content-type": "text/html", "proxy-authenticate": 'Basic realm="emulated proxy"' },
      },
    }),
  },
  "error-nested": {
    summary: "an error whose message is the JSON of another error, as an event stream",
    apply: (plan) => {
      const inner = new ApiFailure(503, "The model is overloaded. Please try again later.");
      return {
        ...plan,
        refusal: refuse(new ApiFailure(503, JSON.stringify(inner)), { "content-type": "text/event-stream" }),
      };
    },
  },
  "error-array": {
    summary: "an error wrapped into an array",
    apply: (plan) => ({
      ...plan,
      refusal: {
        status: 503,
        headers: { "content-type": "application/json; charset=UTF-8" },
        body: JSON.stringify([new ApiFailure(503, "The model is overloaded. Please try again later.")]),
      },
    }),
  },
} satisfies Readonly<Record<string, Scenario>>;
