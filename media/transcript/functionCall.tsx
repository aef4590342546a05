import type { ComponentChildren } from "preact";
import { Icon } from "../icon.tsx";
import { t } from "../l10n.ts";

/** Values within values that are laid out; what lies deeper is shown as it was written. */
const MAX_DEPTH = 4;

interface FunctionCallProps {
  readonly name: string;
  /** JSON. */
  readonly args: string;
}

/** A function that the model wants called: its name, and folded away what it is called with. */
export function FunctionCall({ name, args }: FunctionCallProps) {
  const label = (
    <>
      <Icon name="symbol-method" /> {t("Function call: {0}", name)}
    </>
  );
  const values = parsed(args);
  if (isRecord(values) && Object.keys(values).length === 0) {
    return <p class="quiet-note function-call">{label}</p>;
  }
  return (
    <details class="fold function-call">
      <summary>{label}</summary>
      <div class="arguments">{shown(values, 0)}</div>
    </details>
  );
}

/** What is no JSON is shown as it came. */
function parsed(args: string): unknown {
  try {
    return JSON.parse(args);
  } catch {
    return args;
  }
}

function shown(value: unknown, depth: number): ComponentChildren {
  if (typeof value === "string") {
    return value;
  }
  if (typeof value !== "object" || value === null || depth >= MAX_DEPTH) {
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) {
    return (
      <ul>
        {value.map((item: unknown, index) => (
          <li key={index}>{shown(item, depth + 1)}</li>
        ))}
      </ul>
    );
  }
  return (
    <dl>
      {Object.entries(value).map(([name, item]: [string, unknown]) => (
        <div key={name} class="argument">
          <dt>{name}</dt>
          <dd>{shown(item, depth + 1)}</dd>
        </div>
      ))}
    </dl>
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
