import { Composer } from "./composer/composer.tsx";
import { DropOverlay } from "./files/dropOverlay.tsx";
import { t } from "./l10n.ts";
import { usePage } from "./pageContext.ts";
import { TranscriptView } from "./transcript/transcriptView.tsx";
import { Welcome } from "./welcome.tsx";

export function Chat() {
  const { announcer, transcript } = usePage();
  const isEmpty = transcript.turnIds.value.length === 0;
  return (
    <>
      <main class="chat">
        <h1 class="visually-hidden">{t("Chat with Gemini")}</h1>
        {isEmpty ? <Welcome /> : <TranscriptView key={transcript.generation.value} />}
        <Composer />
      </main>
      <DropOverlay />
      <div class="visually-hidden" role="status">
        {announcer.status}
      </div>
      <div class="visually-hidden" role="alert">
        {announcer.alert}
      </div>
    </>
  );
}
