import { splitName } from "../words/names.ts";

/** A file's name that gives way in its middle, so that its extension stays in view. */
export function FileName({ label }: { readonly label: string }) {
  const { head, tail } = splitName(label);
  return (
    <bdi class="file-name">
      <span class="file-name-head">{head}</span>
      {tail !== "" && <span>{tail}</span>}
    </bdi>
  );
}
