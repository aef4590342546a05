import { focusInput } from "./composer/input.ts";
import { Icon } from "./icon.tsx";
import { t } from "./l10n.ts";
import { usePage } from "./pageContext.ts";

const KEY_PAGE = "https://aistudio.google.com/apikey";

export function Welcome() {
  const { panel } = usePage();
  return (
    <div class="welcome">
      <div class="welcome-content">
        <Mark />
        {panel.value.key === "missing" ? <SetUpKey /> : <Suggestions />}
      </div>
    </div>
  );
}

function SetUpKey() {
  const { host, panel } = usePage();
  const { environmentKey } = panel.value;
  return (
    <>
      <h2>{t("Bring your Gemini key")}</h2>
      <p>{t("Castor talks to Google’s Gemini with your own API key, kept in VS Code’s secret storage.")}</p>
      <div class="welcome-buttons">
        <button
          type="button"
          class="button"
          onClick={() => host.post({ type: "action", action: "setKey", turnId: "" })}
        >
          {t("Set API Key")}
        </button>
        {environmentKey !== undefined && (
          <button
            type="button"
            class="button button-secondary"
            onClick={() => host.post({ type: "useEnvironmentKey" })}
          >
            {t("Use {0} from the environment", environmentKey)}
          </button>
        )}
      </div>
      <p>
        <a href={KEY_PAGE} title={KEY_PAGE}>
          {t("Get a key from Google AI Studio")}
        </a>
      </p>
    </>
  );
}

function Suggestions() {
  const { draft } = usePage();
  const suggestions = [
    t("Explain the event loop of Node.js with a small example"),
    t("Write a TypeScript function that debounces another, with tests"),
    t("Compare REST and GraphQL for a small team, as a table"),
    t("Draft a regular expression for ISO 8601 dates and explain it"),
  ];
  return (
    <>
      <h2>{t("Ask Gemini")}</h2>
      <ul class="suggestions">
        {suggestions.map((suggestion) => (
          <li key={suggestion}>
            <button
              type="button"
              class="suggestion"
              onClick={() => {
                draft.edit(suggestion);
                focusInput();
              }}
            >
              {suggestion}
            </button>
          </li>
        ))}
      </ul>
      <ul class="hints">
        <li>
          <Icon name="code" /> {t("Select code, right-click, and choose Explain Selection.")}
        </li>
        <li>
          <Icon name="attach" />{" "}
          {t("Drop or paste images, audio, video and PDFs here, or type # to add a file.")}
        </li>
        <li>
          <Icon name="file-media" /> {t("Right-click an image in the Explorer to have it described.")}
        </li>
      </ul>
    </>
  );
}

/** The mark of the activity bar, `castor.svg`: a C and the star it is named after. */
function Mark() {
  return (
    <svg class="welcome-mark" viewBox="0 0 24 24" aria-hidden="true">
      <path class="welcome-mark-letter" d="M11 6.2a7.4 7.4 0 1 0 7.1 7.6" />
      <path d="M17.3 1.6c.5 3.7 1.5 4.7 5.2 5.2-3.7.5-4.7 1.5-5.2 5.2-.5-3.7-1.5-4.7-5.2-5.2 3.7-.5 4.7-1.5 5.2-5.2Z" />
    </svg>
  );
}
