/** What browsers call a picture that has no name: a screenshot, or one copied from a page. */
const NAMELESS = "image.png";

/** Hands the files of a paste to `take`; text stays text, also where a picture of it comes along. */
export function handlePaste(page: Window, take: (files: readonly File[]) => void): void {
  page.addEventListener(
    "paste",
    (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0 || isText(event.clipboardData, files)) {
        return;
      }
      event.preventDefault();
      take(files.map((file) => (file.name === NAMELESS ? named(file, new Date()) : file)));
    },
    true,
  );
}

/** Spreadsheets and word processors add a picture to the text they copy. */
function isText(data: DataTransfer | null, files: readonly File[]): boolean {
  return data?.types.includes("text/plain") === true && files.every((file) => file.name === NAMELESS);
}

function named(file: File, now: Date): File {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(".");
  return new File([file], `Screenshot ${day} ${time}.png`, {
    type: file.type,
    lastModified: file.lastModified,
  });
}
